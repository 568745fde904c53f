import { contentWords, jaccard } from '../../../domain/curriculum/index.js'

/** The two of which the texts have most in common, the earlier first; none if no two have anything. */
export function likestPair<T>(parts: readonly T[], textOf: (part: T) => string): readonly [T, T] | undefined {
  const words = parts.map((part) => contentWords(textOf(part)))
  let best: { readonly pair: readonly [T, T]; readonly like: number } | undefined
  for (const [index, a] of parts.entries()) {
    for (const [offset, b] of parts.slice(index + 1).entries()) {
      const like = jaccard(words[index] ?? new Set(), words[index + 1 + offset] ?? new Set())
      if (like > (best?.like ?? 0.05)) best = { pair: [a, b], like }
    }
  }
  return best?.pair
}
