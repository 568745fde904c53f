import { contentWords } from '../../text/content-words.js'
import { danglingPronoun } from '../../text/open-references.js'
import type { Statement } from '../analysis/statements.js'
import { upperFirst } from '../language/phrases.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import type { DraftChoice } from './draft-item.js'
import { seededOrder } from './seeded-order.js'
import { isConfusable, type TaughtTerm } from './taught-terms.js'

const BLANK = '____'
const DISTRACTORS = 3
const MIN_SELF_CONTAINED = 0.85
const MAX_GAPS = 4
/** Words that the sentence must share with the definition of the term, so that the blank can be determined. */
const MIN_CLUES = 2

/** Sentences about a term of the unit with the term left out; each term and each sentence once. */
export function clozeItems(
  parts: readonly DocumentPart[],
  terms: readonly TaughtTerm[],
  seed: number,
): readonly DraftChoice[] {
  const statements = parts
    .flatMap((part) => withinPart(part, part.analysis.statements))
    .filter(({ marked, selfContained, text }) => (marked || selfContained >= MIN_SELF_CONTAINED) && !isOpen(text))
    .sort((a, b) => Number(b.marked) - Number(a.marked))
  const items: DraftChoice[] = []
  const used = new Set<Statement>()
  for (const term of terms) {
    if (items.length >= MAX_GAPS) break
    for (const statement of statements) {
      const item = used.has(statement) ? undefined : clozeItem(statement, term, terms, seed)
      if (item === undefined) continue
      used.add(statement)
      items.push(item)
      break
    }
  }
  return items
}

function isOpen(text: string): boolean {
  return danglingPronoun(text) !== undefined || /\(|\b(?:for example|such as|e\.g)\b/i.test(text)
}

/** The term must be the subject of the sentence, and the sentence must say of it what its definition says, in other words. */
function clozeItem(
  { text, citation, marked }: Statement,
  term: TaughtTerm,
  terms: readonly TaughtTerm[],
  seed: number,
): DraftChoice | undefined {
  const { entry } = term
  const [, article = '', subject = ''] = /^((?:The|An?|Each|Every) )?(.+)$/.exec(text) ?? []
  if (!subject.toLowerCase().startsWith(entry.term.toLowerCase())) return undefined
  const rest = subject.slice(entry.term.length)
  if (!/^ (?:is|are|was|were|has|have|can|\p{Ll}+s|\p{Ll}+ed)\b/u.test(rest)) return undefined
  const said = contentWords(rest)
  if ([...term.termWords].some((word) => said.has(word))) return undefined
  if (entry.citations.some(({ quote }) => quote.includes(citation.quote) || citation.quote.includes(quote)))
    return undefined
  const clues = cluesFor(term, said)
  if (clues < MIN_CLUES) return undefined
  const vowel = /^[aeiou]/i.test(entry.term)
  const others = seededOrder(
    terms.filter(
      (other) =>
        other !== term &&
        isConfusable(term, other) &&
        cluesFor(other, said) * 2 <= clues &&
        ![...other.termWords].some((word) => said.has(word)) &&
        (!/^An? $/.test(article) || /^[aeiou]/i.test(other.entry.term) === vowel),
    ),
    seed,
    text,
    (other) => other.entry.term,
  ).sort((a, b) => Number(b.docId === term.docId) - Number(a.docId === term.docId))
  const wrong = others.slice(0, DISTRACTORS).map((other) => withCase(other.entry.term, article))
  if (wrong.length < DISTRACTORS) return undefined
  return {
    basis: 'derived',
    format: 'choice',
    kind: 'cloze',
    stem: `${article}${BLANK}${rest}`,
    right: withCase(entry.term, article),
    wrong,
    bloom: 'remember',
    citations: [citation],
    confidence: marked ? 0.75 : 0.65,
    doubts: [{ check: 'one-answer', message: 'another term may fit into the blank' }],
    term: entry.term,
  }
}

function cluesFor({ definitionWords, termWords }: TaughtTerm, said: ReadonlySet<string>): number {
  return [...definitionWords].filter((word) => said.has(word) && !termWords.has(word)).length
}

/** At the start of a sentence a term has a capital. */
function withCase(term: string, article: string): string {
  return article === '' ? upperFirst(term) : term
}
