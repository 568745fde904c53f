import {
  type Basis,
  type Citation,
  type Curriculum,
  type GeneratedCurriculum,
  type Outcome,
  PART_LABELS,
  type Unit,
} from '../../../domain/curriculum/index.js'
import { duration, formatNumber, percent, titleCase } from '../labels/wording.js'
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
import { type Place, type PlacedItem, type Places, placesOf, type ReferredPart } from './places.js'

/** What the builders of all chapters share. */
export class DocumentContext {
  readonly generated: GeneratedCurriculum
  readonly curriculum: Curriculum
  readonly places: Places
  readonly passages: CitedPassages
  readonly #reasons: ReadonlyMap<string, readonly string[]>

  constructor(generated: GeneratedCurriculum) {
    this.generated = generated
    this.curriculum = generated.curriculum
    this.places = placesOf(generated.curriculum)
    this.passages = passagesOf(generated, this.places)
    this.#reasons = new Map(generated.report.review.map(({ pointer, reasons }) => [pointer, reasons]))
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
      : [link(this.places.at(`/units/${index}`).anchor, ...unitTitle(unit, index))]
  }

  /** A section for the items of each unit, without empty ones. */
  sectionsByUnit(anchor: string, show: (items: readonly PlacedItem[]) => readonly Block[]): readonly Block[] {
    const sections = this.places.itemsByUnit.flatMap((items, index): readonly Section[] => {
      if (items.length === 0) return []
      const unit = this.curriculum.units[index]
      const title: Content = unit === undefined ? ['Without a unit'] : unitTitle(unit, index)
      return [{ kind: 'section', anchor: `${anchor}-${index + 1}`, title, blocks: show(items) }]
    })
    return orNone(sections)
  }
}

/** What the words of a part rest on, where that is not the usual: by form, from a quote. */
export const BASIS_WORDS: { readonly [basis in Basis]: string | undefined } = {
  stated: 'as in the documents',
  derived: undefined,
  model: 'written by a model',
}

/** `Unit 1: Title`. */
export function unitTitle({ title }: Pick<Unit, 'title'>, index: number): Content {
  return [`${PART_LABELS.unit(index)}: `, written(title)]
}

/** `blocks`, or a sentence that there are none. */
export function orNone(blocks: readonly Block[]): readonly Block[] {
  const none: Paragraph = { kind: 'paragraph', content: ['There are none.'] }
  return blocks.length === 0 ? [none] : blocks
}

/** A link with the full name of a place. */
export const nameLink = ({ anchor, name }: Place): Link => link(anchor, name)

/** A link with the label of a place. */
export const labelLink = ({ anchor, label }: Place): Link => link(anchor, label)

export const timeOf = (minutes: number): Amount => amount(duration(minutes))

export const shareOf = (share: number): Amount => amount(percent(share))

/** A weight in percent. */
export const weightOf = (weight: number): Amount => amount(`${formatNumber(weight)} %`)

const depthOf = ({ dok }: Pick<Outcome, 'dok'>): Amount => amount(`DOK ${dok}`)

/** Bloom level and depth of knowledge as two facts. */
export function demandOf(outcome: Pick<Outcome, 'bloom' | 'dok'>): readonly Content[] {
  return [[titleCase(outcome.bloom)], [depthOf(outcome)]]
}

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
