import { contentWords, jaccard, shareWithin } from '../text/content-words.js'
import { wordsOf } from '../text/words.js'

/** What of a unit is compared. */
export interface OutlineUnit {
  readonly title: string
  readonly topics?: readonly string[]
}

/** The units at these places are the same. */
export interface UnitMatch {
  readonly reference: number
  readonly ours: number
}

/** Of the words of the one that has fewer, the share that the other must have too. */
const LEAST_SHARED = 0.5

/**
 * Which units of two outlines are the same: by the words of their titles and topics, one to one, the likest first. Of
 * pairs that are equally like, those that stand nearer to the same place go first.
 */
export function matchUnits(reference: readonly OutlineUnit[], ours: readonly OutlineUnit[]): readonly UnitMatch[] {
  const words = reference.map(wordsOfUnit)
  const ourWords = ours.map(wordsOfUnit)
  const pairs = words.flatMap((there, at) =>
    ourWords.flatMap((here, place) => {
      const likeness = likenessOf(there, here)
      return likeness === undefined ? [] : [{ reference: at, ours: place, likeness, apart: Math.abs(at - place) }]
    }),
  )
  pairs.sort((a, b) => b.likeness - a.likeness || a.apart - b.apart || a.reference - b.reference || a.ours - b.ours)
  const taken = { reference: new Set<number>(), ours: new Set<number>() }
  const matches: UnitMatch[] = []
  for (const pair of pairs) {
    if (taken.reference.has(pair.reference) || taken.ours.has(pair.ours)) continue
    taken.reference.add(pair.reference)
    taken.ours.add(pair.ours)
    matches.push({ reference: pair.reference, ours: pair.ours })
  }
  return matches.sort((a, b) => a.reference - b.reference)
}

/**
 * `undefined` for units that have nothing to do with each other. A reference often has a title alone where ours has ten
 * topics, so what counts is how much of the shorter one is found; what both have in all settles between several.
 */
function likenessOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number | undefined {
  const [short, long] = a.size <= b.size ? [a, b] : [b, a]
  const shared = shareWithin(short, long)
  return shared < LEAST_SHARED ? undefined : shared + jaccard(a, b)
}

function wordsOfUnit({ title, topics = [] }: OutlineUnit): ReadonlySet<string> {
  const text = [title, ...topics].join('\n')
  const content = contentWords(text)
  if (content.size > 0) return content
  // A title like "What is it?" or "???" is still the same as itself.
  const words = wordsOf(text)
  return new Set(words.length > 0 ? words : [text])
}
