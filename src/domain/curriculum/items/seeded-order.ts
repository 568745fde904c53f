/** A hash of `text` from 0 to 2^32 - 1. */
export function hashOf(seed: number, text: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0
  // The last characters affect only the low bits: mix once more.
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 0
  return (hash ^ (hash >>> 13)) >>> 0
}

/** `items` in an order that looks random and is the same every time. */
export function seededOrder<T>(items: readonly T[], seed: number, label: string, textOf: (item: T) => string): T[] {
  return items
    .map((item, index) => ({ item, index, hash: hashOf(seed, `${label}\n${textOf(item)}`) }))
    .sort((a, b) => a.hash - b.hash || a.index - b.index)
    .map(({ item }) => item)
}
