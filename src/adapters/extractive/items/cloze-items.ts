import { containsPhrase, type GlossaryEntry, isGenericTerm, normaliseText } from '../../../domain/curriculum/index.js'
import type { DocumentPart } from '../outline/document-part.js'
import { withinPart } from '../outline/document-part.js'
import type { Statement } from '../survey/statements-of.js'
import { asSentence } from '../units/as-sentence.js'
import { chooseDistractors } from './choose-distractors.js'
import type { DraftChoice } from './draft-item.js'

const BLANK = '____'
const LEAST_SELF_CONTAINED = 0.7
const MOST = 6

/** Statements in which a term of the unit is left out, a term and a statement once each. */
export function clozeItems(
  parts: readonly DocumentPart[],
  glossary: readonly GlossaryEntry[],
  otherNames: readonly string[],
  seed: number,
): readonly DraftChoice[] {
  const statements = parts
    .flatMap((part) =>
      withinPart(part, part.survey.statements).map((statement) => ({
        ...statement,
        text: asSentence(statement.text, part.survey),
      })),
    )
    .filter(({ marked, selfContained }) => marked || selfContained >= LEAST_SELF_CONTAINED)
    .sort((a, b) => Number(b.marked) - Number(a.marked) || b.selfContained - a.selfContained)
  const terms = [...glossary.map(({ term }) => term), ...otherNames].filter((term) => !isGenericTerm(term))
  const items: DraftChoice[] = []
  const used = new Set<string>()
  for (const statement of statements) {
    if (items.length >= MOST) break
    const definedHere = glossary.filter(({ citations }) =>
      citations.some(({ quote }) => quote.includes(statement.citation.quote)),
    )
    const item = terms
      .filter((term) => !used.has(term) && !definedHere.some((entry) => entry.term === term))
      .map((term) => clozeItem(statement, term, terms, seed))
      .find((found) => found !== undefined)
    if (item === undefined) continue
    used.add(item.right)
    items.push(item)
  }
  return items
}

function clozeItem(
  { text, citation, marked }: Statement,
  term: string,
  terms: readonly string[],
  seed: number,
): DraftChoice | undefined {
  const at = text.indexOf(term)
  const before = text.slice(0, at)
  const after = text.slice(at + term.length)
  if (at < 0 || after.includes(term) || before.includes(term)) return undefined
  if (/[\p{L}\p{N}_./~-]$/u.test(before) || /^[\p{L}\p{N}_/~-]|^\.\w/u.test(after)) return undefined
  // The rest of a name: "git" in "git add", "version" in "version control".
  if (terms.some((other) => other !== term && other.includes(term) && text.includes(other))) return undefined
  const sentence = normaliseText(text)
  const article = /\b(an?) $/i.exec(before)?.[1]?.toLowerCase()
  const peers = terms.filter((other) => {
    if (other === term || containsPhrase(sentence, normaliseText(other))) return false
    return article === undefined || /^[aeiou]/i.test(other) === (article === 'an')
  })
  const stem = `${before}${BLANK}${after}`
  const wrong = chooseDistractors(stem, term, peers, seed)
  if (wrong === undefined) return undefined
  return {
    format: 'choice',
    kind: 'cloze',
    stem,
    right: term,
    wrong,
    bloom: 'remember',
    citations: [citation],
    confidence: marked ? 0.75 : 0.6,
  }
}
