import type { Curriculum } from '../curriculum.js'
import type { Item } from '../item.js'
import type { Outcome } from '../outcome.js'
import { contentWords } from '../text/content-words.js'
import type { Unit } from '../unit.js'
import type { DocumentIndex } from './document-index.js'

/** An outcome of a unit and where it stands. */
export interface UnitOutcome {
  readonly outcome: Outcome
  readonly unit: Unit
  /** 0 for the first unit. */
  readonly unitIndex: number
  readonly pointer: string
}

/** What rules look at: the curriculum, what it is made from, and ways through it. */
export interface RuleContext {
  readonly curriculum: Curriculum
  readonly documents: DocumentIndex
  readonly unitOutcomes: readonly UnitOutcome[]
  /** By id; of outcomes with the same id the first. */
  readonly unitOutcomesById: ReadonlyMap<string, UnitOutcome>
  /** Ids of the outcomes of program and units. */
  readonly outcomeIds: ReadonlySet<string>
  readonly itemsById: ReadonlyMap<string, Item>
  /** {@link contentWords}, remembered for as long as the context lives. */
  readonly contentWords: (text: string) => ReadonlySet<string>
}

/** The context of one run. */
export function ruleContext(curriculum: Curriculum, documents: DocumentIndex): RuleContext {
  const unitOutcomes = curriculum.units.flatMap((unit, unitIndex) =>
    unit.outcomes.map((outcome, index) => ({
      outcome,
      unit,
      unitIndex,
      pointer: `/units/${unitIndex}/outcomes/${index}`,
    })),
  )
  const remembered = new Map<string, ReadonlySet<string>>()
  return {
    curriculum,
    documents,
    unitOutcomes,
    unitOutcomesById: new Map([...unitOutcomes].reverse().map((located) => [located.outcome.id, located])),
    outcomeIds: new Set(
      [...curriculum.program.outcomes, ...unitOutcomes.map(({ outcome }) => outcome)].map(({ id }) => id),
    ),
    itemsById: new Map([...curriculum.items].reverse().map((item) => [item.id, item])),
    contentWords: (text) => {
      const words = remembered.get(text) ?? contentWords(text)
      remembered.set(text, words)
      return words
    },
  }
}

/** Whether the rules for English apply to a language tag. */
export function isEnglish(language: string): boolean {
  return /^en(?:-|$)/i.test(language)
}
