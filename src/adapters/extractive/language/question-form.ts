const SPEAKER = '(?:i|you|we|it|they|he|she|one|the|an?|my|your|our|this|that|there)'
const AUXILIARY = '(?:can|could|do|does|did|should|shall|must|may|might|will|would|is|are|was|were|has|have)'
/** "What can I", "how long does it"; a question of one of two titles stands behind "and" or a comma. */
const ASKED_WITH_WORD = new RegExp(
  `\\b(?:what|why|how|when|where|which|whom?)\\b(?: [\\p{L}-]+){0,2} ${AUXILIARY} ${SPEAKER}\\b`,
  'iu',
)
const ASKED_FIRST = new RegExp(`(?:^|, |; |: |\\band )${AUXILIARY} (?:${SPEAKER}|\\p{L}+ing)\\b`, 'iu')
const WHO = /(?:^|, |; |: |\band )(?:who|what|which \p{L}+|why) (?:is|are|was|were|can|must|should|will)\b/iu

/** Whether a title asks, with or without its question mark: it cannot stand where a thing is named. */
export function isQuestion(title: string): boolean {
  return /\?/.test(title) || ASKED_WITH_WORD.test(title) || ASKED_FIRST.test(title) || WHO.test(title)
}
