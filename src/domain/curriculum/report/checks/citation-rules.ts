import { pluralize } from '../../../platform/text.js'
import { shareWithin } from '../../../text/content-words.js'
import { excerpt } from '../../../text/plain-text.js'
import { containsPhrase, normaliseText } from '../../../text/words.js'
import { type Citation, isApaReference } from '../../citation.js'
import { type CheckRule, check, checkThat, type DocumentIndex } from './check-rule.js'
import { allCitations, citedStatements } from './located-parts.js'

/** Minimum number of words of a quote. */
const QUOTE_WORDS = 4

const MIN_SUPPORT = 0.6

/** The defect of a citation, if any. */
export function citationFault({ docId, quote, start, end }: Citation, documents: DocumentIndex): string | undefined {
  const indexed = documents.get(docId)
  if (indexed === undefined) return `there is no document ${docId}`
  const normal = normaliseText(quote)
  const words = normal === '' ? 0 : normal.split(' ').length
  if (words < QUOTE_WORDS) return `the quote has ${words} words, the minimum is ${QUOTE_WORDS}`
  if (!containsPhrase(indexed.normal, normal)) return `the quote is not in ${docId}`
  const shown = indexed.document.text.slice(start, end)
  if (shown !== quote && normaliseText(shown) !== normal) return `the offsets show another passage of ${docId}`
  return undefined
}

/** The citation with corrected offsets; `undefined` if the document does not contain the quote. */
export function locateQuote(citation: Citation, documents: DocumentIndex): Citation | undefined {
  const text = documents.get(citation.docId)?.document.text ?? ''
  const exact = text.indexOf(citation.quote)
  if (exact >= 0) return { ...citation, start: exact, end: exact + citation.quote.length }
  // Word by word: the quote may differ in white space, marks and capitals.
  const quoteWords = normaliseText(citation.quote).split(' ')
  const found = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map((match) => ({
    word: normaliseText(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }))
  const first = found.findIndex((_word, at) => quoteWords.every((word, offset) => found[at + offset]?.word === word))
  const from = found[first]
  const to = found[first + quoteWords.length - 1]
  if (from === undefined || to === undefined) return undefined
  return { ...citation, quote: text.slice(from.start, to.end), start: from.start, end: to.end }
}

/** R25 to R27: statements and their citations. */
export const CITATION_RULES: readonly CheckRule[] = [
  {
    id: 'R25',
    title: 'Every key point, glossary entry, item and skill has a citation',
    hard: true,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum }) =>
      citedStatements(curriculum).map(({ kind, text, citations, pointer }) =>
        checkThat(
          citations.length > 0,
          pointer,
          `${kind} ${excerpt(text)} names no source`,
          'cite the passage that says so',
        ),
      ),
  },
  {
    id: 'R26',
    title: `Citation validity: the quoted text (${QUOTE_WORDS} words or more) is really in the cited document`,
    hard: true,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum, documents }) =>
      allCitations(curriculum).map(({ citation, pointer }) => {
        const fault = citationFault(citation, documents)
        const message = fault === undefined ? undefined : `${fault}: ${excerpt(citation.quote)}`
        return check(pointer, message, 'quote the passage word for word, with its offsets')
      }),
  },
  {
    id: 'R27',
    title: "Citation support: 60 % of a statement's content words are in its quotes",
    hard: false,
    threshold: 0.95,
    language: 'english',
    checks: ({ curriculum, contentWords }) =>
      citedStatements(curriculum)
        .filter(({ kind }) => kind === 'key point' || kind === 'glossary entry')
        .map(({ kind, text, citations, pointer }) => {
          const quoted = contentWords(citations.map(({ quote }) => quote).join('\n'))
          const share = shareWithin(contentWords(text), quoted)
          return checkThat(
            share >= MIN_SUPPORT,
            pointer,
            `only ${Math.round(share * 100)} % of the words of ${kind} ${excerpt(text)} are in its quotes`,
            'stay closer to the source, or cite the passage that says it',
          )
        }),
  },
]

/** R29. */
export const SOURCE_RULE: CheckRule = {
  id: 'R29',
  title: 'Bibliography: each cited document has one entry in APA 7 form',
  hard: false,
  threshold: 1,
  language: 'any',
  checks: ({ curriculum }) => {
    const cited = new Set(allCitations(curriculum).map(({ citation }) => citation.docId))
    return [...cited].map((docId) => {
      const entries = curriculum.sources.filter((source) => source.docId === docId)
      const wellFormed = entries.every(({ apa, title }) => isApaReference(apa, title))
      return checkThat(
        entries.length === 1 && wellFormed,
        '/sources',
        wellFormed
          ? `${docId} has ${pluralize(entries.length, 'entry', 'entries')}`
          : `the entry of ${docId} is not in APA form`,
        'list it once, as: Author. (year or n.d.). Title. ...',
      )
    })
  },
}
