import { containsPhrase, normaliseText } from '../../text/words.js'
import { purposeDefinition } from '../analysis/purposes.js'
import type { Statement } from '../analysis/statements.js'
import { asCommonNoun, termKey, upperFirst } from '../language/phrases.js'
import { type DocumentPart, textOfPart, withinPart } from '../outline/document-part.js'
import { isGenericTerm } from '../report/checks/option-rules.js'
import type { GlossaryEntry } from '../unit.js'
import { chooseDistractors } from './choose-distractors.js'
import type { DraftChoice } from './draft-item.js'
import { seededOrder } from './seeded-order.js'

const BLANK = '____'
const MIN_SELF_CONTAINED = 0.7
const MAX_GAPS = 5
/** Sentences that introduce a scenario or a goal rather than state a fact. */
const SCENE = /^(?:the (?:goal|aim|idea) (?:is|of)|to do|in order|after|before|once|when|if)\b/i

const MAX_NAME_WORDS = 3
const MIN_USES = 2
const FUNCTION_WORD =
  /^(?:one|two|three|four|five|first|second|same|different|new|old|no|yes|not|and|or|all|any|only|very|before|after|must|never|always|also|both|this|that|these|those|here|note|what|how|why|when|where|who|will|actually|many|most|other|your|our|we|you|i)\b/i

/** A statement with a gap. */
export interface Gap {
  /** The missing text. */
  readonly right: string
  /** Whether the documents mark the statement as a key point. */
  readonly stressed: boolean
  readonly draft: DraftChoice
}

/** Statements with a term of the unit as the gap; each term and each statement once. */
export function clozeItems(
  parts: readonly DocumentPart[],
  glossary: readonly GlossaryEntry[],
  otherNames: readonly string[],
  seed: number,
): readonly Gap[] {
  const statements = parts
    .flatMap((part) => withinPart(part, part.analysis.statements))
    .filter(({ marked, selfContained, text }) => marked || (selfContained >= MIN_SELF_CONTAINED && !SCENE.test(text)))
    .sort((a, b) => Number(b.marked) - Number(a.marked) || b.selfContained - a.selfContained)
  const names: readonly Name[] = [
    ...glossary.map(({ term, definition, citations }) => ({
      term,
      docIds: citations.map(({ docId }) => docId),
      kind: purposeDefinition(term, definition)?.kind ?? 'noun',
    })),
    ...otherNames.map((term) => ({ term, docIds: [], kind: 'noun' })),
  ].filter(({ term }) => !isGenericTerm(term))
  const items: Gap[] = []
  const used = new Set<string>()
  for (const statement of statements) {
    if (items.length >= MAX_GAPS) break
    const definedHere = glossary.filter(({ citations }) =>
      citations.some(({ quote }) => quote.includes(statement.citation.quote)),
    )
    const item = names
      .filter(({ term }) => !used.has(term.toLowerCase()) && !definedHere.some((entry) => entry.term === term))
      .map((name) => clozeItem(statement, name, names, seed))
      .find((found) => found !== undefined)
    if (item === undefined) continue
    used.add(item.right.toLowerCase())
    items.push({ right: item.right, stressed: statement.marked, draft: item })
  }
  return items
}

interface Name {
  readonly term: string
  readonly docIds: readonly string[]
  /** `noun`, or the kind of a name in code: only names of one kind are alternatives. */
  readonly kind: string
}

function clozeItem(
  { text, citation, marked }: Statement,
  { term, kind }: Name,
  names: readonly Name[],
  seed: number,
): DraftChoice | undefined {
  const at = text.toLowerCase().indexOf(term.toLowerCase())
  const before = text.slice(0, at)
  const after = text.slice(at + term.length)
  const found = text.slice(at, at + term.length)
  if (at < 0 || `${before}\n${after}`.toLowerCase().includes(term.toLowerCase())) return undefined
  // Another spelling is another name; at the start of a sentence every word has a capital.
  if (found !== term && !(at === 0 && found === upperFirst(term))) return undefined
  if (/[\p{L}\p{N}_./~-]$/u.test(before) || /^[\p{L}\p{N}_/~-]|^\.\w/u.test(after)) return undefined
  // The rest of a name: "git" in "git add", "version" in "version control".
  if (names.some((other) => other.term !== term && other.term.includes(term) && text.includes(other.term))) {
    return undefined
  }
  const sentence = normaliseText(text)
  const article = /\b(an?) $/i.exec(before)?.[1]?.toLowerCase()
  const peers = names
    .filter(
      (other) => other.term !== term && other.kind === kind && !containsPhrase(sentence, normaliseText(other.term)),
    )
    .filter((other) => article === undefined || /^[aeiou]/i.test(other.term) === (article === 'an'))
  const stem = `${before}${BLANK}${after}`
  const wrong = chooseDistractors(
    stem,
    found,
    nearestFirst(peers, citation.docId, stem, seed).map((other) =>
      at === 0 && kind === 'noun' ? upperFirst(other.term) : other.term,
    ),
  )
  if (wrong === undefined) return undefined
  return {
    format: 'choice',
    kind: 'cloze',
    stem,
    right: found,
    wrong,
    bloom: 'remember',
    citations: [citation],
    confidence: marked ? 0.75 : 0.6,
  }
}

/** Names of the same document first: names of another subject would give the right one away. */
function nearestFirst(names: readonly Name[], docId: string, label: string, seed: number): readonly Name[] {
  const mixed = seededOrder(names, seed, label, ({ term }) => term)
  return mixed.sort((a, b) => Number(b.docIds.includes(docId)) - Number(a.docIds.includes(docId)))
}

/** Terms that documents print in bold and use more than once, without a definition. */
export function markedNames(parts: readonly DocumentPart[]): readonly string[] {
  const names = new Map<string, string>()
  for (const part of parts) {
    const { text: whole } = part.analysis.document
    const text = textOfPart(part).toLowerCase()
    for (const { kind, text: mark, start, end } of withinPart(part, part.analysis.document.marks)) {
      if ((kind !== 'bold' && !(kind === 'italic' && mark.includes(' '))) || !/^\p{L}[\p{L}\p{N} -]{2,40}$/u.test(mark))
        continue
      if (mark.split(' ').length > MAX_NAME_WORDS || isGenericTerm(mark) || FUNCTION_WORD.test(mark)) continue
      // A bold syllable is not a term.
      if (/[\p{L}\p{N}-]/u.test(`${whole[start - 1] ?? ' '}${whole[end] ?? ' '}`)) continue
      if (text.split(mark.toLowerCase()).length - 1 >= MIN_USES) names.set(termKey(mark), asCommonNoun(mark, whole))
    }
  }
  return [...names.values()]
}
