import { contentWords, jaccard } from '../../text/content-words.js'
import { wordsOf } from '../../text/words.js'
import type { BloomLevel } from '../bloom.js'
import type { Citation } from '../citation.js'
import type { ChoiceItem, ItemDoubt, ItemKind, OpenItem, OrderItem } from '../item.js'
import type { Basis } from '../part.js'

/** Minimum overlap of two items that ask the same. */
const SAME_QUESTION = 0.7

interface DraftBase {
  readonly basis: Basis
  readonly kind: ItemKind
  readonly stem: string
  readonly material?: string
  readonly bloom: BloomLevel
  readonly citations: readonly Citation[]
  readonly confidence: number
  readonly doubts: readonly ItemDoubt[]
  /** The taught term that the answer shows; omitted for a question that is about more than one term. */
  readonly term?: string
}

/** A choice item before its options are ordered. */
export interface DraftChoice extends DraftBase {
  readonly format: ChoiceItem['format']
  readonly right: string
  readonly wrong: readonly string[]
  /** All options in the order of the author; omitted: any order. */
  readonly shown?: readonly string[]
}

/** Steps in the right order. */
export interface DraftOrder extends DraftBase {
  readonly format: OrderItem['format']
  readonly steps: readonly string[]
}

/** A question with an open answer. */
export interface DraftOpen extends DraftBase {
  readonly format: OpenItem['format']
  readonly answer: string
}

/** An item without id, outcome and order of options. */
export type DraftItem = DraftChoice | DraftOrder | DraftOpen

/** All text of a draft that says what it is about: the question, its material and the key. */
export function textOfDraft(draft: DraftItem): string {
  const key = draft.format === 'choice' ? draft.right : draft.format === 'order' ? draft.steps.join('\n') : draft.answer
  return `${draft.stem}\n${draft.material ?? ''}\n${key}`
}

/** Finds items that ask the same as an earlier one. */
export class AskedQuestions {
  readonly #asked: { readonly text: string; readonly words: ReadonlySet<string>; readonly term: string }[] = []

  /** Whether `draft` asks something new; if so, it counts as asked. */
  add(draft: DraftItem): boolean {
    const text = wordsOf(`${draft.stem}\n${draft.material ?? ''}`).join(' ')
    const words = contentWords(textOfDraft(draft))
    const term = (draft.term ?? '').toLowerCase()
    const isKnown = this.#asked.some(
      (other) =>
        other.text === text || (term !== '' && other.term === term) || jaccard(other.words, words) >= SAME_QUESTION,
    )
    if (!isKnown) this.#asked.push({ text, words, term })
    return !isKnown
  }
}

/** A question without the words that mean its options: "the following", "below". */
export function withoutOptionWords(stem: string): string {
  return stem.replace(/\b(?:(?:given|listed|shown) )?below\b|\b(?:of )?the following\b/gi, '')
}

const NAMES_OPTIONS =
  /^(?:(?:both|only|either|neither|answers?|options?)\b.{0,12}\b)?(?:\d|[a-h])(?:,? (?:and|or|&|,) (?:\d|[a-h])\b)+\.?$/i

/** Whether an option names others by their numbers: "both 2 and 4". The letters of the options are ours. */
export function namesOptions(text: string): boolean {
  return NAMES_OPTIONS.test(text)
}
