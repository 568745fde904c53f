/** How an item is marked that a person should read before it is used. */
export const REVIEW_MARK = 'needs review'
