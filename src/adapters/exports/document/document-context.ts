import type { Citation, Curriculum, GeneratedCurriculum, Outcome, Unit } from '../../../domain/curriculum/index.js'
import { duration, formatNumber, percent } from '../labels/wording.js'
import type { Countable, DocumentWords } from '../labels/words/document-words.js'
import { counted, wordsFor } from '../labels/words/words-for.js'
import { filled } from './filled.js'
import {
  type Amount,
  amount,
  type Content,
  type DocumentName,
  type Labels,
  type Link,
  link,
  written,
} from './inline.js'
import { type Block, note, type Paragraph, type Section } from './model.js'
import { type CitedPassages, passagesOf } from './passages.js'
import { type Place, type PlacedItem, type Places, placesOf, type ReferredPart, unitName } from './places.js'
import { sayReason } from './reasons.js'
import { type ShownTimes, shownTimes } from './shown-times.js'

/** What a document shows. */
export interface DocumentOptions {
  /** Whether the quotes are added at the end, or as footnotes; default `true`. */
  readonly quotes?: boolean
}

/** What the builders of all chapters share. */
export class DocumentContext {
  readonly generated: GeneratedCurriculum
  readonly curriculum: Curriculum
  readonly words: DocumentWords
  readonly quotes: boolean
  readonly places: Places
  readonly passages: CitedPassages
  readonly times: ShownTimes
  readonly #reasons: ReadonlyMap<string, readonly string[]>

  constructor(generated: GeneratedCurriculum, { quotes = true }: DocumentOptions = {}) {
    this.quotes = quotes
    this.generated = generated
    this.curriculum = generated.curriculum
    this.words = wordsFor(generated.curriculum.program.language)
    this.places = placesOf(generated.curriculum, this.words)
    this.passages = passagesOf(generated, this.places)
    this.times = shownTimes(this.curriculum, generated.report.hours.filledMinutes)
    this.#reasons = new Map(generated.report.review.map(({ pointer, reasons }) => [pointer, reasons]))
  }

  /** `3 lessons`. */
  count(count: number, what: Countable): string {
    return counted(count, what, this.words)
  }

  /** A sentence of the document, with what stands for its placeholders. */
  tell(sentence: keyof DocumentWords['tell'], values: { readonly [placeholder: string]: Content }): Content {
    return filled(this.words.tell[sentence], values)
  }

  /** A sentence of the report in the words of the document. */
  reason(text: string): Content {
    return sayReason(text, this.words)
  }

  /** Why a person should look at a part; empty if there is no reason. */
  reasons(pointer: string): readonly string[] {
    return this.#reasons.get(pointer) ?? []
  }

  /** The labels of these parts in the order of the curriculum; unknown ids follow as they are. */
  labels(part: ReferredPart, ids: readonly string[]): Labels {
    const requested = new Set(ids)
    const known = [...this.places.byId[part]].filter(([id]) => requested.has(id)).map(([, place]) => place)
    const unknown = [...requested].filter((id) => !this.places.byId[part].has(id))
    return {
      kind: 'labels',
      labels: [...known.map(({ label: text, anchor }) => ({ text, anchor })), ...unknown.map((text) => ({ text }))],
    }
  }

  /** As {@link labels}, as the content of a cell. */
  labelCell(part: ReferredPart, ids: readonly string[]): Content {
    return ids.length === 0 ? [] : [this.labels(part, ids)]
  }

  /** What is cited, after the statement that it supports. */
  cited(citations: readonly Citation[]): Content {
    const quotes = this.passages.quotesOf(citations)
    return quotes.length === 0 ? [] : [{ kind: 'cited', quotes }]
  }

  document(docId: string): DocumentName {
    return this.passages.nameOf(docId)
  }

  /** A link with the label and title of a unit; its id if there is no such unit. */
  unitName(id: string): Content {
    const index = this.curriculum.units.findIndex((unit) => unit.id === id)
    const unit = this.curriculum.units[index]
    return unit === undefined
      ? [written(id)]
      : [link(this.places.at(`/units/${index}`).anchor, ...this.unitTitle(unit, index))]
  }

  /** A section for the items of each unit, without empty ones. */
  sectionsByUnit(anchor: string, show: (items: readonly PlacedItem[]) => readonly Block[]): readonly Block[] {
    const sections = this.places.itemsByUnit.flatMap((items, index): readonly Section[] => {
      if (items.length === 0) return []
      const unit = this.curriculum.units[index]
      const title: Content = unit === undefined ? [this.words.sections.withoutUnit] : this.unitTitle(unit, index)
      return [{ kind: 'section', anchor: `${anchor}-${index + 1}`, title, blocks: show(items) }]
    })
    return this.orNone(sections)
  }

  /** `Unit 1: Title`. */
  unitTitle({ title }: Pick<Unit, 'title'>, index: number): Content {
    return [`${unitName(index, this.words)}${this.words.colon}: `, written(title)]
  }

  /** `blocks`, or a sentence that there are none. */
  orNone(blocks: readonly Block[]): readonly Block[] {
    const none: Paragraph = { kind: 'paragraph', content: [this.words.say.noneOfThem] }
    return blocks.length === 0 ? [none] : blocks
  }

  /** Bloom level and depth of knowledge as two facts. */
  demand({ bloom, dok }: Pick<Outcome, 'bloom' | 'dok'>): readonly Content[] {
    return [[this.words.bloom[bloom]], [amount(`${this.words.heads.dok} ${dok}`)]]
  }
}

/** A link with the full name of a place. */
export const nameLink = ({ anchor, name }: Place): Link => link(anchor, name)

/** A link with the label of a place. */
export const labelLink = ({ anchor, label }: Place): Link => link(anchor, label)

export const timeOf = (minutes: number): Amount => amount(duration(minutes))

export const shareOf = (share: number): Amount => amount(percent(share))

/** A weight in percent. */
export const weightOf = (weight: number): Amount => amount(`${formatNumber(weight)} %`)

/** The heading of a list, and the list; nothing if it is empty. */
export function titledList(anchor: string, title: string, entries: readonly Content[]): readonly Section[] {
  if (entries.length === 0) return []
  const items = entries.map((content) => ({ content }))
  return [{ kind: 'section', anchor, title: [title], blocks: [{ kind: 'list', items }] }]
}

/** Facts on one line. */
export function factLine(facts: readonly Content[]): Paragraph {
  return note(...facts.flatMap((content, index) => (index === 0 ? content : [' · ', ...content])))
}
