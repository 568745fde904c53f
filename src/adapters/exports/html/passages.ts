import type { Citation, GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import { type CitedPlace, citedPlaces } from './cited-places.js'
import { type Frame, frameOf } from './passage-frame.js'
import type { Place, Places } from './places.js'

/** A quote within a passage. Offsets are those of the passage's text. */
export interface PassageQuote extends Frame {
  readonly id: string
  /** What cites it, in the order of the page. */
  readonly citedAt: readonly Place[]
}

/** A passage of a document with the quotes that are taken from it: side by side or one in the other, never across. */
export interface CitedPassage {
  readonly id: string
  readonly label: string
  readonly section: string | undefined
  readonly text: string
  /** Whether its paragraph goes on before and behind it. */
  readonly cut: { readonly before: boolean; readonly behind: boolean }
  /** By where they start, the longer first. */
  readonly quotes: readonly PassageQuote[]
}

/** The passages of one document, in its order. */
export interface CitedDocument {
  readonly id: string
  readonly docId: string
  readonly title: string
  readonly passages: readonly CitedPassage[]
}

/** All passages that citations open. */
export interface Passages {
  readonly documents: readonly CitedDocument[]
  /** The quote that a citation opens. */
  quoteOf(citation: Citation): { readonly id: string; readonly label: string }
}

interface Quoted extends Frame {
  readonly key: string
  readonly section: string | undefined
  readonly citedAt: Place[]
}

/** Gathers what is cited: each passage once, by document in the order of the material. */
export function passagesOf(generated: GeneratedCurriculum, places: Places): Passages {
  const cited = citedPlaces(generated.curriculum, places)
  const known = new Map(generated.documents.map((document) => [document.id, document]))
  const opened = new Map<string, { id: string; label: string }>()
  let count = 0
  const documents = [...new Set([...known.keys(), ...cited.map(({ citation }) => citation.docId)])].map((docId) => {
    const document = known.get(docId)
    const own = cited.filter(({ citation }) => citation.docId === docId)
    const passages = clustersOf(document?.text ?? '', own).map(({ frame, quotes, text }): CitedPassage => {
      count += 1
      const label = `S${count}`
      const placed = quotes.map(({ start, end, key, citedAt }, index) => {
        const id = `s${count}-${index + 1}`
        opened.set(key, { id, label })
        return { id, start: start - frame.start, end: end - frame.start, citedAt }
      })
      const around = text.slice(0, frame.start).trimEnd()
      const behind = text.slice(frame.end).trimStart()
      return {
        id: `s${count}`,
        label,
        section: quotes[0]?.section,
        text: text.slice(frame.start, frame.end),
        cut: {
          before: frame.start > 0 && around.length > 0 && !text.slice(around.length, frame.start).includes('\n\n'),
          behind: behind.length > 0 && !text.slice(frame.end, text.length - behind.length).includes('\n\n'),
        },
        quotes: placed,
      }
    })
    return { docId, title: document?.title ?? docId, passages }
  })
  return {
    documents: documents
      .filter(({ passages }) => passages.length > 0)
      .map((document, index) => ({ ...document, id: `d${index + 1}` })),
    quoteOf: (citation) => opened.get(keyOf(citation)) ?? { id: 'sources', label: '' },
  }
}

interface Cluster {
  readonly text: string
  readonly frame: Frame
  readonly quotes: readonly Quoted[]
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
      // A quote that is not where it says stands for itself: it opens, but shows no document around it.
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

/** Whether a quote starts within another one and ends behind it: elements cannot do that. */
function crosses(quote: Frame, others: readonly Frame[]): boolean {
  return others.some(({ start, end }) => start < quote.start && quote.start < end && end < quote.end)
}

function keyOf({ docId, start, end, quote }: Citation): string {
  return JSON.stringify([docId, start, end, quote])
}
