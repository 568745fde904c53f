import { contentWords } from '../../text/content-words.js'
import { stem } from '../../text/stem.js'
import { wordsOf } from '../../text/words.js'
import type { Outcome } from '../outcome.js'
import type { DraftOutcome } from './draft-outcome.js'

/**
 * Gives the outcomes of units their ids and the outcome of the program that each serves: the one that it fits best. Every
 * outcome of the program is served.
 */
export function alignOutcomes(
  units: readonly ServingUnit[],
  program: readonly Outcome[],
): readonly (readonly Outcome[])[] {
  const fits = goalFits(units, program)
  const supports = fits.map((outcomes) => outcomes.map((scores) => new Set([indexOfMost(scores)])))
  for (const goal of program.keys()) {
    if (supports.flat().some((served) => served.has(goal))) continue
    bestOutcome(fits, supports, goal)?.add(goal)
  }
  return units.map(({ outcomes }, unit) =>
    outcomes.map((outcome, index) => ({
      ...outcome,
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

function indexOfMost(scores: readonly number[]): number {
  return scores.indexOf(Math.max(...scores))
}

/** A unit, as far as it says which outcome of the program it serves. */
interface ServingUnit {
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
function goalFits(
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
