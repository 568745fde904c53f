/** A word of a closed list (a kind, method, level, type) as people read it: `worked-example` as `Worked example`. */
export function worded(term: string): string {
  const words = term.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
