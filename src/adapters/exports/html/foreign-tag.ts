/** The tag for a `lang` attribute; `undefined` for English, which is the page's own, and for what is no tag. */
export function foreignTag(tag: string): string | undefined {
  const wellFormed = /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(tag)
  return wellFormed && !/^en(?:-|$)/i.test(tag) ? tag : undefined
}
