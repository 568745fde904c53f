import type { Citation, Curriculum, GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import { html, joined, type Markup } from '../../shared/html.js'
import { foreignTag } from './foreign-tag.js'
import { type Passages, passagesOf } from './passages.js'
import { type Place, type Places, placesOf } from './places.js'

/** What every section of the page is made from. */
export interface PageContext {
  readonly generated: GeneratedCurriculum
  readonly curriculum: Curriculum
  readonly places: Places
  readonly passages: Passages
  /** Tag of the language that people wrote in; `undefined`: that of the page, which is English. */
  readonly language: string | undefined
  /** What people wrote: as text, in its own language, and its direction kept from what stands around it. */
  text(written: string): Markup
  /** Links to the outcomes of these ids. */
  outcomeLinks(ids: readonly string[]): Markup
  /** Links to the passages behind a statement; nothing without any. */
  cites(citations: readonly Citation[]): Markup
  /** The title of a document, as a link to its passages where any is cited. */
  document(docId: string): Markup
}

/** Prepares a generated curriculum for its page. */
export function pageContext(generated: GeneratedCurriculum): PageContext {
  const { curriculum, documents } = generated
  const places = placesOf(curriculum)
  const passages = passagesOf(generated, places)
  const language = foreignTag(curriculum.program.language)
  const titles = new Map([
    ...curriculum.sources.map(({ docId, title }) => [docId, title] as const),
    ...documents.map(({ id, title }) => [id, title] as const),
  ])
  const text = (written: string) =>
    language === undefined ? html`<bdi>${written}</bdi>` : html`<bdi lang="${language}">${written}</bdi>`
  const cited = new Map(passages.documents.map(({ docId, id }) => [docId, id]))
  return {
    generated,
    curriculum,
    places,
    passages,
    language,
    text,
    outcomeLinks: (ids) =>
      joined(
        [...new Set(ids)].flatMap((id) => {
          const place = places.outcome(id)
          return place === undefined ? [] : [codeLink(place)]
        }),
        ', ',
      ),
    cites: (citations) => {
      const opened = new Map(
        citations.map((citation) => passages.quoteOf(citation)).map((quote) => [quote.label, quote]),
      )
      const links = [...opened.values()].map(({ id, label }) => html`<a href="#${id}">${label}</a>`)
      return links.length === 0 ? html`` : html`\u00A0<span class="cite">${joined(links, ' ')}</span>`
    },
    document: (docId) => {
      const [title, id] = [text(titles.get(docId)?.trim() || docId), cited.get(docId)]
      return id === undefined ? title : html`<a href="#${id}">${title}</a>`
    },
  }
}

/** A link with the label of a place: `O1.2`. */
export function codeLink({ id, code }: Place): Markup {
  return html`<a href="#${id}">${code}</a>`
}

/** A link with the full name of a place: `Outcome O1.2`. */
export function nameLink({ id, name }: Place): Markup {
  return html`<a href="#${id}">${name}</a>`
}
