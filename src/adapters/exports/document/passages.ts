import type { Citation, GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import { type DocumentName, link, type Quote } from './inline.js'
import type { Passage, PassageQuote, Passages } from './model.js'
import { type CitedPlace, citedPlaces, type Place, type Places } from './places.js'

/** All passages that are cited, and the way from a citation to its quote. */
export interface CitedPassages {
  readonly documents: Passages['documents']
  /** The name of a document, with its passages if any is cited. */
  nameOf(docId: string): DocumentName
  /** The different quotes of these citations. */
  quotesOf(citations: readonly Citation[]): readonly Quote[]
}

/** Gathers the cited passages: each once, by document in the order of the material. */
export function passagesOf(generated: GeneratedCurriculum, places: Places): CitedPassages {
  const cited = citedPlaces(generated.curriculum, places)
  const known = new Map(generated.documents.map((document) => [document.id, document]))
  const opened = new Map<string, Pick<Quote, 'anchor' | 'label'>>()
  let count = 0
  const documents = [...new Set([...known.keys(), ...cited.map(({ citation }) => citation.docId)])].map((docId) => {
    const document = known.get(docId)
    const own = cited.filter(({ citation }) => citation.docId === docId)
    const passages = clustersOf(document?.text ?? '', own).map((cluster): Passage => {
      count += 1
      const label = `S${count}`
      const quotes = cluster.quotes.map(({ start, end, key, citedAt }, index): PassageQuote => {
        const anchor = `s${count}-${index + 1}`
        opened.set(key, { anchor, label })
        const at = cluster.frame.start
        return { anchor, start: start - at, end: end - at, citedAt: citedAt.map((place) => linkTo(place)) }
      })
      return { anchor: `s${count}`, label, section: cluster.quotes[0]?.section, ...framed(cluster), quotes }
    })
    return { docId, title: document?.title ?? docId, passages }
  })
  const shown = documents
    .filter(({ passages }) => passages.length > 0)
    .map((document, index) => ({ ...document, anchor: `d${index + 1}` }))
  const anchors = new Map(shown.map(({ docId, anchor }) => [docId, anchor]))
  const titles = titlesOf(generated)
  const nameOf = (docId: string): DocumentName => {
    const anchor = anchors.get(docId)
    return { kind: 'document', docId, title: titles.get(docId) ?? docId, ...(anchor === undefined ? {} : { anchor }) }
  }
  const quoteOf = (citation: Citation): Quote => {
    const document = nameOf(citation.docId)
    const { anchor, label } = opened.get(keyOf(citation)) ?? { anchor: 'sources', label: '' }
    const section = citation.section === undefined ? {} : { section: citation.section }
    const ambiguous = [...titles].some(([docId, title]) => docId !== citation.docId && title === document.title)
    return { anchor, label, text: citation.quote, document, ambiguous, ...section }
  }
  return {
    documents: shown,
    nameOf,
    quotesOf: (citations) => [...new Map(citations.map(quoteOf).map((quote) => [quote.anchor, quote])).values()],
  }
}

function linkTo({ anchor, name }: Place) {
  return link(anchor, name)
}

function titlesOf({ curriculum, documents }: GeneratedCurriculum): ReadonlyMap<string, string> {
  return new Map([
    ...curriculum.sources.map(({ docId, title }) => [docId, title.trim() || docId] as const),
    ...documents.map(({ id, title }) => [id, title.trim() || id] as const),
  ])
}

/** A part of a document's text. */
interface Frame {
  readonly start: number
  readonly end: number
}

interface Quoted extends Frame {
  readonly key: string
  readonly section: string | undefined
  readonly citedAt: Place[]
}

interface Cluster {
  readonly text: string
  readonly frame: Frame
  readonly quotes: readonly Quoted[]
}

function framed({ text, frame: { start, end } }: Cluster): Pick<Passage, 'text' | 'cut'> {
  const before = text.slice(0, start).trimEnd()
  const after = text.slice(end).trimStart()
  return {
    text: text.slice(start, end),
    cut: {
      before: start > 0 && before.length > 0 && !text.slice(before.length, start).includes('\n\n'),
      after: after.length > 0 && !text.slice(end, text.length - after.length).includes('\n\n'),
    },
  }
}

function clustersOf(text: string, cited: readonly CitedPlace[]): readonly Cluster[] {
  const quotes = new Map<string, Quoted>()
  const astray: Cluster[] = []
  for (const { citation, place } of cited) {
    const { start, end, quote, section } = citation
    const key = keyOf(citation)
    const found = quotes.get(key) ?? astray.flatMap((cluster) => cluster.quotes).find((other) => other.key === key)
    if (found !== undefined) {
      if (!found.citedAt.includes(place)) found.citedAt.push(place)
    } else if (quote !== '' && text.slice(start, end) === quote) {
      quotes.set(key, { key, start, end, section, citedAt: [place] })
    } else {
      // The offsets of this quote are wrong, so there is no paragraph to show around it.
      const alone = { start: 0, end: quote.length }
      astray.push({ text: quote, frame: alone, quotes: [{ ...alone, key, section, citedAt: [place] }] })
    }
  }
  const ordered = [...quotes.values()].sort((a, b) => a.start - b.start || b.end - a.end)
  const clusters: { text: string; frame: Frame; quotes: Quoted[] }[] = []
  for (const quote of ordered) {
    const frame = frameOf(text, quote)
    const home = clusters.find((cluster) => cluster.frame.end > frame.start && !crosses(quote, cluster.quotes))
    if (home === undefined) clusters.push({ text, frame, quotes: [quote] })
    else {
      home.quotes.push(quote)
      home.frame = { start: home.frame.start, end: Math.max(home.frame.end, frame.end) }
    }
  }
  return [...clusters, ...astray]
}

/** Whether a quote starts within another one and ends after it: elements cannot do that. */
function crosses(quote: Frame, others: readonly Frame[]): boolean {
  return others.some(({ start, end }) => start < quote.start && quote.start < end && end < quote.end)
}

function keyOf({ docId, start, end, quote }: Citation): string {
  return JSON.stringify([docId, start, end, quote])
}

/** Context on each side of a quote in a longer paragraph, in UTF-16 code units. */
const MAX_CONTEXT = 500
/** How far a cut moves to a gap between words. */
const SLACK = 60

/** The paragraphs of a quote, cut to a readable length. */
export function frameOf(text: string, { start, end }: Frame): Frame {
  const opening = start === 0 ? -1 : text.lastIndexOf('\n\n', start - 1)
  const closing = text.indexOf('\n\n', end)
  const from = opening < 0 ? 0 : Math.min(start, opening + 2)
  const to = closing < 0 ? text.length : closing
  return {
    start: start - from <= MAX_CONTEXT + SLACK ? from : cutAfter(text, start - MAX_CONTEXT),
    end: to - end <= MAX_CONTEXT + SLACK ? to : cutBefore(text, end + MAX_CONTEXT),
  }
}

/** The first gap between words at or soon after `at`. */
function cutAfter(text: string, at: number): number {
  const gap = text.slice(at, at + SLACK).search(/\s/)
  return gap < 0 ? betweenCharacters(text, at) : at + gap + 1
}

/** The last gap between words at or soon before `at`. */
function cutBefore(text: string, at: number): number {
  const gap = /\s\S*$/.exec(text.slice(at - SLACK, at))
  return gap === null ? betweenCharacters(text, at) : at - SLACK + gap.index
}

function betweenCharacters(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at
}
