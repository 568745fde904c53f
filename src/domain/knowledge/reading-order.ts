/**
 * The order of names in which documents are meant to be read, for `sort`: numbers by value (`2-b` before `10-a`). Without
 * a locale, so that every machine gives the same order.
 */
export function readingOrder(a: string, b: string): number {
  if (a === b) return 0
  const [left, right] = [a, b].map((name) => name.split(/(\d+)/))
  for (const [index, part] of (left ?? []).entries()) {
    const other = right?.[index]
    if (other === undefined) return 1
    const byNumber = index % 2 === 1 ? Number(part) - Number(other) : 0
    if (byNumber !== 0) return byNumber
    if (part !== other) return part < other ? -1 : 1
  }
  return -1
}
