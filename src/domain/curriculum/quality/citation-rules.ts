import { shareWithin } from '../text/content-words.js'
import { excerpt } from '../text/excerpt.js'
import { allCitations, citedStatements } from './cited-statements.js'
import { check, checkThat, type QualityRule } from './quality-rule.js'
import { citationFault, QUOTE_WORDS } from './quotes.js'

const LEAST_SUPPORT = 0.6

/** R25 to R27: statements and the passages behind them. */
export const CITATION_RULES: readonly QualityRule[] = [
  {
    id: 'R25',
    title: 'Every key point, glossary entry, item and skill has a citation',
    hard: true,
    passAt: 1,
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
    passAt: 1,
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
    passAt: 0.95,
    language: 'english',
    checks: ({ curriculum, contentWords }) =>
      citedStatements(curriculum)
        .filter(({ kind }) => kind === 'key point' || kind === 'glossary entry')
        .map(({ kind, text, citations, pointer }) => {
          const quoted = contentWords(citations.map(({ quote }) => quote).join('\n'))
          const share = shareWithin(contentWords(text), quoted)
          return checkThat(
            share >= LEAST_SUPPORT,
            pointer,
            `only ${Math.round(share * 100)} % of the words of ${kind} ${excerpt(text)} are in its quotes`,
            'stay closer to the source, or cite the passage that says it',
          )
        }),
  },
]
