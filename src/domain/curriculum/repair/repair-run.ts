import { contentWords, jaccard } from '../../text/content-words.js'
import { excerpt } from '../../text/plain-text.js'
import type { Curriculum } from '../curriculum.js'
import type { Outcome } from '../outcome.js'
import type { DocumentIndex } from '../report/checks/check-rule.js'

/** A change by a repair. */
export interface RepairChange {
  /** The rule that required it. */
  readonly ruleId: string
  readonly action: 'fixed' | 'dropped'
  /** What was fixed or dropped, and how, for people. */
  readonly what: string
}

/** What a repair step reads, and where it records its changes. */
export interface RepairRun {
  readonly documents: DocumentIndex
  /** Whether the rules on English words apply. */
  readonly english: boolean
  fixed(ruleId: string, what: string): void
  dropped(ruleId: string, what: string): void
}

/** Maps `values` by `change`; values for which it returns `undefined` are left out. */
export function mapDefined<T>(values: readonly T[], change: (value: T, index: number) => T | undefined): readonly T[] {
  return values.flatMap((value, index) => {
    const changed = change(value, index)
    return changed === undefined ? [] : [changed]
  })
}

/**
 * Items whose outcome was dropped between `before` and `after` go to the outcome of the same unit that is most like it, if one shares
 * enough of its words.
 */
export function rehomeItems(before: Curriculum, after: Curriculum, run: RepairRun): Curriculum {
  const homes = new Map<string, string>()
  for (const unit of before.units) {
    const left = after.units.find(({ id }) => id === unit.id)?.outcomes ?? []
    for (const outcome of unit.outcomes) {
      const home = left.some(({ id }) => id === outcome.id) ? undefined : mostAlike(outcome, left)
      if (home === undefined) continue
      homes.set(outcome.id, home.id)
      run.fixed('R12', `items on outcome ${excerpt(outcome.text)}: kept for ${excerpt(home.text)}`)
    }
  }
  if (homes.size === 0) return after
  const items = after.items.map((item) => ({ ...item, outcomeId: homes.get(item.outcomeId) ?? item.outcomeId }))
  return { ...after, items }
}

/** The least overlap of the words of two outcomes that the same items can show. */
const ALIKE = 0.1

function mostAlike(outcome: Outcome, candidates: readonly Outcome[]): Outcome | undefined {
  const words = contentWords(outcome.text)
  const likeness = ({ text }: Outcome) => jaccard(words, contentWords(text))
  const [best] = [...candidates].sort((a, b) => likeness(b) - likeness(a))
  return best !== undefined && likeness(best) >= ALIKE ? best : undefined
}
