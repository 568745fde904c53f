import { isGenericTitle } from '../../knowledge/assembly/document-title.js'
import { bloomRank } from '../bloom.js'
import type { DocumentPart } from '../outline/document-part.js'
import { conceptsOf } from './concept-fit.js'
import { type DraftOutcome, saysSame } from './draft-outcome.js'

/** An outcome with the part of a document that it is of. */
export interface PlacedOutcome {
  readonly outcome: DraftOutcome
  readonly part: DocumentPart
}

/** What two outcomes have in common, weighed by rarity, by the smaller one: to be the same, and to be an overview of the other. */
const SAME = { any: 0.85, ofOverview: 0.5 } as const
/** One word in common says little. */
const MIN_SHARED = 2

/**
 * Each ability once. Of two outcomes that say the same, the more specific one stays. The introduction of a chapter states the
 * objectives of its lessons in short: one of them that a lesson states again belongs to the lesson, with the wording of the higher
 * level.
 */
export function distinctOutcomes(placed: readonly PlacedOutcome[]): readonly PlacedOutcome[] {
  const concepts = new Map(placed.map(({ outcome }) => [outcome, withRoots(conceptsOf(outcome))]))
  const frequency = new Map<string, number>()
  for (const words of concepts.values()) for (const word of words) frequency.set(word, (frequency.get(word) ?? 0) + 1)
  const wordsOf = ({ outcome }: PlacedOutcome) => concepts.get(outcome) ?? new Set<string>()
  const weigh = (words: Iterable<string>) =>
    [...words].reduce((sum, word) => sum + 1 / Math.sqrt(frequency.get(word) ?? 1), 0)
  const likeness = (a: PlacedOutcome, b: PlacedOutcome): number => {
    const [own, other] = [wordsOf(a), wordsOf(b)]
    const shared = [...own].filter((word) => other.has(word))
    const isEnough = shared.length >= Math.min(MIN_SHARED, own.size, other.size)
    return isEnough && shared.length > 0 ? weigh(shared) / Math.min(weigh(own), weigh(other)) : 0
  }
  const kept: PlacedOutcome[] = [...placed]
  for (const one of placed) {
    if (!kept.includes(one)) continue
    const isShort = isOverview(one.part)
    const twin = kept.find((other) => {
      if (other === one) return false
      if (saysSame(other.outcome, one.outcome)) return true
      if (isShort && !isOverview(other.part)) return likeness(one, other) >= SAME.ofOverview
      const isLike = isSameAct(other.outcome, one.outcome) && isShort === isOverview(other.part)
      return isLike && wordsOf(other).size >= wordsOf(one).size && likeness(one, other) >= SAME.any
    })
    if (twin === undefined) continue
    const isHigher = isShort && bloomRank(one.outcome.bloom) > bloomRank(twin.outcome.bloom)
    if (isHigher) kept[kept.indexOf(twin)] = { outcome: one.outcome, part: twin.part }
    kept.splice(kept.indexOf(one), 1)
  }
  return kept
}

/** Verbs that ask for the same. */
const SAME_ACTS: readonly ReadonlySet<string>[] = [
  new Set(['compare', 'contrast', 'distinguish', 'differentiate']),
  new Set(['describe', 'explain', 'discuss', 'outline', 'summarize', 'summarise']),
  new Set(['identify', 'list', 'name', 'state', 'recognize', 'recognise', 'recall']),
  new Set(['use', 'apply', 'employ', 'utilize', 'utilise']),
  new Set(['write', 'create', 'build', 'construct', 'make', 'develop']),
]

function isSameAct({ verb }: DraftOutcome, other: DraftOutcome): boolean {
  return verb === other.verb || SAME_ACTS.some((verbs) => verbs.has(verb) && verbs.has(other.verb))
}

/** A page that introduces others: "Introduction". */
function isOverview({ title }: DocumentPart): boolean {
  return isGenericTitle(title)
}

/** Long words of one family count as one: `direction` and `directional`. */
function withRoots(words: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...words].map((word) => (word.length >= 8 ? word.slice(0, 7) : word)))
}
