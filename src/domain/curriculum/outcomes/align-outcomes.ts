import { contentWords } from '../../text/content-words.js'
import { stem } from '../../text/stem.js'
import { wordsOf } from '../../text/words.js'
import type { Outcome } from '../outcome.js'
import type { DraftOutcome } from './draft-outcome.js'

/**
 * Gives unit outcomes their ids, and assigns each to the program outcome that fits best. Every
 * outcome of the program is served.
 */
export function alignOutcomes(
  units: readonly ServingUnit[],
  program: readonly Outcome[],
): readonly (readonly Outcome[])[] {
  const fits = goalFits(units, program)
  const supports = fits.map((outcomes) => outcomes.map((scores) => new Set([indexOfMax(scores)])))
  for (const goal of program.keys()) {
    if (supports.flat().some((served) => served.has(goal))) continue
    bestOutcome(fits, supports, goal)?.add(goal)
  }
  return units.map(({ outcomes }, unit) =>
    outcomes.map((outcome, index) => ({
      ...outcome,
      origin: 'generated' as const,
      basis: 'derived' as const,
      id: `unit-${unit + 1}-o${index + 1}`,
      supports: [...(supports[unit]?.[index] ?? [])].sort((a, b) => a - b).flatMap((goal) => program[goal]?.id ?? []),
    })),
  )
}

/** The outcome that fits a goal best; among equals one that serves the fewest goals. */
function bestOutcome(
  fits: readonly (readonly (readonly number[])[])[],
  supports: readonly (readonly Set<number>[])[],
  goal: number,
): Set<number> | undefined {
  const all = fits.flatMap((outcomes, unit) =>
    outcomes.flatMap((scores, index) => {
      const served = supports[unit]?.[index]
      return served === undefined ? [] : [{ served, fit: (scores[goal] ?? 0) - served.size * 0.01 }]
    }),
  )
  return all.reduce<(typeof all)[number] | undefined>((a, b) => (a === undefined || b.fit > a.fit ? b : a), undefined)
    ?.served
}

function indexOfMax(scores: readonly number[]): number {
  return scores.indexOf(Math.max(...scores))
}

/** The texts of a unit that show which program outcome it serves. */
interface ServingUnit {
  readonly outcomes: readonly DraftOutcome[]
  /** Its title and topics. */
  readonly about: string
  /** The text of its documents. */
  readonly text: string
}

/** Weight of the position: decides only between equals. */
const PLACE = 0.1

/**
 * How well each outcome of each unit fits each outcome of the program: `fits[unit][outcome][goal]`. A word of the goal
 * counts if the outcome has it, half if the title and topics of the unit have it, and half by how often its documents
 * use it compared with other units. A word in every unit counts little, and the verb of the goal does not count:
 * the subject matters, not the act. Aims are usually listed in teaching order.
 */
function goalFits(
  units: readonly ServingUnit[],
  program: readonly Outcome[],
): readonly (readonly (readonly number[])[])[] {
  const goals = program.map(({ text, verb }) => [...contentWords(text, new Set([verb]))])
  const goalWords = new Set(goals.flat())
  const counts = units.map(({ text }) => countStems(text, goalWords))
  const arounds = units.map(({ about }) => contentWords(about))
  const maxCount = (word: string): number => Math.max(1, ...counts.map((count) => count.get(word) ?? 0))
  const weigh = (word: string): number => {
    const speaking = arounds.filter((around) => around.has(word)).length
    return Math.log(1 + units.length / (1 + speaking))
  }
  const words = new Map([...goalWords].map((word) => [word, { weight: weigh(word), max: maxCount(word) }]))
  return units.map(({ outcomes }, unit) =>
    outcomes.map(({ text }) => {
      const own = contentWords(text)
      return goals.map((goal, at) => {
        let sum = 0
        let whole = 0
        for (const word of goal) {
          const { weight, max: highest } = words.get(word) ?? { weight: 0, max: 1 }
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

function countStems(text: string, goalWords: ReadonlySet<string>): ReadonlyMap<string, number> {
  const stems = new Map<string, string>()
  const counts = new Map<string, number>()
  for (const word of wordsOf(text)) {
    const known = stems.get(word) ?? stem(word)
    stems.set(word, known)
    if (goalWords.has(known)) counts.set(known, (counts.get(known) ?? 0) + 1)
  }
  return counts
}
