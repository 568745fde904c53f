import type { Curriculum, Item, SourceEntry } from '../../../../domain/curriculum/index.js'
import { ranges } from './formats.js'

/** Below it an item is marked as one to read before it is used. */
const SURE_ENOUGH = 0.6

/** The short names by which the document refers to its parts: by their position, so that people can find them. */
export class Labels {
  readonly #units: ReadonlyMap<string, string>
  readonly #outcomes: ReadonlyMap<string, string>
  readonly #lessons: ReadonlyMap<string, string>
  readonly #assessments: ReadonlyMap<string, string>
  readonly #items: ReadonlyMap<string, number>
  readonly #documents: ReadonlyMap<string, string>
  /** How often each title is given. */
  readonly #titles: ReadonlyMap<string, number>

  constructor({ program, units, assessments, sources }: Curriculum, items: readonly Item[]) {
    this.#units = new Map(units.map(({ id }, index) => [id, `Unit ${index + 1}`]))
    this.#outcomes = new Map([
      ...program.outcomes.map(({ id }, index) => [id, `P${index + 1}`] as const),
      ...units.flatMap(({ outcomes }, unit) =>
        outcomes.map(({ id }, index) => [id, `O${unit + 1}.${index + 1}`] as const),
      ),
    ])
    this.#lessons = new Map(
      units.flatMap(({ lessons }, unit) => lessons.map(({ id }, index) => [id, `L${unit + 1}.${index + 1}`] as const)),
    )
    this.#assessments = new Map(assessments.map(({ id }, index) => [id, `A${index + 1}`]))
    this.#items = new Map(items.map(({ id }, index) => [id, index + 1]))
    this.#documents = new Map(sources.map(({ docId, title }) => [docId, title]))
    this.#titles = titlesOf(sources)
  }

  unit(id: string): string {
    return this.#units.get(id) ?? id
  }

  outcome(id: string): string {
    return this.#outcomes.get(id) ?? id
  }

  /** `P1, O1.1–O1.4`: in the order of the curriculum, unknown ones last. */
  outcomes(ids: readonly string[]): string {
    const own = new Set(ids)
    const known = [...this.#outcomes].map(([id, label]) => ({ label, wanted: own.has(id) }))
    const unknown = [...own].filter((id) => !this.#outcomes.has(id)).map((label) => ({ label, wanted: true }))
    return spans([...known, ...unknown]).join(', ')
  }

  lesson(id: string): string {
    return this.#lessons.get(id) ?? id
  }

  assessment(id: string): string {
    return this.#assessments.get(id) ?? id
  }

  /** `1–4, 9`. */
  items(ids: readonly string[]): string {
    const numbers = ids.flatMap((id) => this.#items.get(id) ?? [])
    return ranges(numbers.toSorted((a, b) => a - b))
  }

  /** The title of a document, and its file name where that is another. */
  document(docId: string): string {
    const title = this.#documents.get(docId)
    return title === undefined || title === docId ? docId : `${title} (${docId})`
  }

  /** The title of a document; its file name too where others have the same title. */
  shortDocument(docId: string): string {
    const title = this.#documents.get(docId)
    return title === undefined || this.#titles.get(title) !== 1 ? this.document(docId) : title
  }

  needsReview({ confidence }: Item): boolean {
    return confidence < SURE_ENOUGH
  }
}

/** The wanted labels, neighbours of one list joined: `O1.1–O1.4`. Two are told one by one. */
function spans(labels: readonly { readonly label: string; readonly wanted: boolean }[]): readonly string[] {
  const groups: string[][] = []
  let follows = false
  for (const { label, wanted } of labels) {
    const group = groups.at(-1)
    if (wanted && follows && group !== undefined && listOf(group[0] ?? '') === listOf(label)) group.push(label)
    else if (wanted) groups.push([label])
    follows = wanted
  }
  return groups.flatMap((group) => (group.length > 2 ? [`${group[0]}–${group.at(-1)}`] : group))
}

function listOf(label: string): string {
  return label.replace(/\d+$/, '')
}

function titlesOf(sources: readonly SourceEntry[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { title } of sources) counts.set(title, (counts.get(title) ?? 0) + 1)
  return counts
}
