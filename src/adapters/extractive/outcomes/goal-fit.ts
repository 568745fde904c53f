import { contentWords, type Outcome, stem, wordsOf } from '../../../domain/curriculum/index.js'
import type { DraftOutcome } from './draft-outcome.js'

/** A unit, as far as it says which outcome of the program it serves. */
export interface ServingUnit {
  readonly outcomes: readonly DraftOutcome[]
  /** Its title and topics. */
  readonly about: string
  /** All that its documents say. */
  readonly text: string
}

/** What the place in the order counts: enough to decide between equals. */
const PLACE = 0.1

/**
 * How well each outcome of each unit fits each outcome of the program: `fits[unit][outcome][goal]`. A word of the goal
 * counts where the outcome has it, half where the title and topics of the unit do, and half by how often its documents
 * use it beside those of other units; a word of which every unit speaks counts little, and the verb of the goal not at all:
 * what is explained matters, not that it is. Aims are mostly told in the order in which they are taught.
 */
export function goalFits(
  units: readonly ServingUnit[],
  program: readonly Outcome[],
): readonly (readonly (readonly number[])[])[] {
  const goals = program.map(({ text, verb }) => [...contentWords(text, new Set([verb]))])
  const wanted = new Set(goals.flat())
  const counts = units.map(({ text }) => countStems(text, wanted))
  const arounds = units.map(({ about }) => contentWords(about))
  const most = (word: string): number => Math.max(1, ...counts.map((count) => count.get(word) ?? 0))
  const weigh = (word: string): number => {
    const speaking = arounds.filter((around) => around.has(word)).length
    return Math.log(1 + units.length / (1 + speaking))
  }
  const words = new Map([...wanted].map((word) => [word, { weight: weigh(word), most: most(word) }]))
  return units.map(({ outcomes }, unit) =>
    outcomes.map(({ text }) => {
      const own = contentWords(text)
      return goals.map((goal, at) => {
        let sum = 0
        let whole = 0
        for (const word of goal) {
          const { weight, most: highest } = words.get(word) ?? { weight: 0, most: 1 }
          const used = (counts[unit]?.get(word) ?? 0) / highest
          sum += weight * ((own.has(word) ? 1 : 0) + (arounds[unit]?.has(word) ? 0.5 : 0) + 0.5 * used)
          whole += weight
        }
        const apart = Math.abs(placeOf(unit, units.length) - placeOf(at, goals.length))
        return (whole === 0 ? 0 : sum / whole) + PLACE * (1 - apart)
      })
    }),
  )
}

/** 0 for the first, 1 for the last. */
function placeOf(index: number, length: number): number {
  return length < 2 ? 0.5 : index / (length - 1)
}

function countStems(text: string, wanted: ReadonlySet<string>): ReadonlyMap<string, number> {
  const stems = new Map<string, string>()
  const counts = new Map<string, number>()
  for (const word of wordsOf(text)) {
    const known = stems.get(word) ?? stem(word)
    stems.set(word, known)
    if (wanted.has(known)) counts.set(known, (counts.get(known) ?? 0) + 1)
  }
  return counts
}
