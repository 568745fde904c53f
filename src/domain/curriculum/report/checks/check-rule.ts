import { contentWords } from '../../../text/content-words.js'
import { normaliseText } from '../../../text/words.js'
import type { SourceDocument } from '../../citation.js'
import type { Curriculum } from '../../curriculum.js'
import type { Item } from '../../item.js'
import type { Outcome } from '../../outcome.js'
import type { Unit } from '../../unit.js'

/** One check, with its message if it failed. */
export interface Check {
  /** JSON pointer into the curriculum. */
  readonly pointer: string
  readonly fault?: { readonly message: string; readonly hint: string }
}

/** A rule on the form of a curriculum: a pure function over it and its documents. */
export interface CheckRule {
  /** `R01` to `R49`, never renumbered. */
  readonly id: string
  readonly title: string
  /** Whether a curriculum that fails this rule is not usable. */
  readonly hard: boolean
  /** The share of checks that must pass, 0 to 1. */
  readonly threshold: number
  /** Rules about English words are not applicable to other languages. */
  readonly language: 'any' | 'english'
  /** All checks, in the order of the curriculum. None: not applicable. */
  checks(context: CheckContext): readonly Check[]
}

/** A check of `pointer` that passes if there is no `message`. */
export function check(pointer: string, message: string | undefined, hint: string): Check {
  return message === undefined ? { pointer } : { pointer, fault: { message, hint } }
}

/** A check of `pointer` that has `message` unless `holds`. */
export function checkThat(holds: boolean, pointer: string, message: string, hint: string): Check {
  return holds ? { pointer } : { pointer, fault: { message, hint } }
}

/** An outcome of a unit and its location. */
interface UnitOutcome {
  readonly outcome: Outcome
  readonly unit: Unit
  /** 0 for the first unit. */
  readonly unitIndex: number
  readonly pointer: string
}

/** The input of rules: the curriculum, its documents, and lookups. */
export interface CheckContext {
  readonly curriculum: Curriculum
  readonly documents: DocumentIndex
  readonly unitOutcomes: readonly UnitOutcome[]
  /** By id; of outcomes with the same id the first. */
  readonly unitOutcomesById: ReadonlyMap<string, UnitOutcome>
  /** Ids of the outcomes of program and units. */
  readonly outcomeIds: ReadonlySet<string>
  readonly itemsById: ReadonlyMap<string, Item>
  /** {@link contentWords}, cached in this context. */
  readonly contentWords: (text: string) => ReadonlySet<string>
}

/** The context of one run. */
export function checkContext(curriculum: Curriculum, documents: DocumentIndex): CheckContext {
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

/** A document, with its text in the form in which quotes are compared. */
interface IndexedDocument {
  readonly document: SourceDocument
  readonly normal: string
}

/** Documents by id. */
export type DocumentIndex = ReadonlyMap<string, IndexedDocument>

/** Prepares documents for rules: once for any number of runs. */
export function indexDocuments(documents: readonly SourceDocument[]): DocumentIndex {
  return new Map(documents.map((document) => [document.id, { document, normal: normaliseText(document.text) }]))
}
