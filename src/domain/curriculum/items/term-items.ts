import { contentWords, jaccard, mostSimilarPair } from '../../text/content-words.js'
import { type PurposeDefinition, purposeDefinition } from '../analysis/purposes.js'
import type { Citation } from '../citation.js'
import { upperFirst } from '../language/phrases.js'
import { optionKind } from '../report/checks/option-rules.js'
import type { GlossaryEntry } from '../unit.js'
import { chooseDistractors } from './choose-distractors.js'
import type { DraftChoice, DraftOpen } from './draft-item.js'
import { hashOf } from './seeded-order.js'

/** Items that match terms with their definitions, and commands with their purposes. */
export function definitionItems(
  glossary: readonly GlossaryEntry[],
  seed: number,
): readonly { readonly term: string; readonly draft: DraftChoice }[] {
  return glossary.flatMap((entry) => {
    const purpose = purposeOf(entry)
    const others = nearestFirst(entry, glossary)
    if (purpose !== undefined) return asked(entry, purposeItem(entry, purpose, others))
    const peers = others.filter((other) => purposeOf(other) === undefined && isCode(other) === isCode(entry))
    // "The act of" is generated: as the key it would not be found in the quote.
    const isGenerated = entry.definition.startsWith('the act of ')
    const both = [termItem(entry, peers), isGenerated ? undefined : descriptionItem(entry, peers)]
    const [first, second] = hashOf(seed, entry.term) % 2 === 0 ? both : both.reverse()
    return asked(entry, first ?? second)
  })
}

/** The other terms: first those of the same document, because others are too easy to exclude; then the most similar. */
function nearestFirst(entry: GlossaryEntry, glossary: readonly GlossaryEntry[]): readonly GlossaryEntry[] {
  const docIds = new Set(entry.citations.map(({ docId }) => docId))
  const own = contentWords(entry.definition)
  return glossary
    .filter((other) => other !== entry)
    .map((other) => ({
      other,
      isInSameDocument: other.citations.some(({ docId }) => docIds.has(docId)),
      like: jaccard(contentWords(other.definition), own),
    }))
    .sort((a, b) => Number(b.isInSameDocument) - Number(a.isInSameDocument) || b.like - a.like)
    .map(({ other }) => other)
}

function purposeOf({ term, definition }: GlossaryEntry): PurposeDefinition | undefined {
  return purposeDefinition(term, definition)
}

function isCode({ term }: GlossaryEntry): boolean {
  return optionKind(term) === 'code'
}

function asked({ term }: GlossaryEntry, draft: DraftChoice | undefined) {
  return draft === undefined ? [] : [{ term, draft }]
}

/** "Which command puts files in the staging area?" */
function purposeItem(
  { term, citations }: GlossaryEntry,
  { kind, does }: PurposeDefinition,
  others: readonly GlossaryEntry[],
): DraftChoice | undefined {
  const peers = others.filter((other) => purposeOf(other)?.kind === kind)
  return choice(
    'command',
    `Which ${kind} ${does}?`,
    term,
    peers.map((peer) => peer.term),
    citations,
    0.8,
    'remember',
  )
}

function termItem(
  { term, definition, citations }: GlossaryEntry,
  others: readonly GlossaryEntry[],
): DraftChoice | undefined {
  const stem = `Which term is described as “${definition.replace(/[“”"]/g, '')}”?`
  return choice(
    'definition-match',
    stem,
    term,
    others.map((other) => other.term),
    citations,
    0.85,
    'remember',
  )
}

function descriptionItem(
  { term, definition, citations }: GlossaryEntry,
  others: readonly GlossaryEntry[],
): DraftChoice | undefined {
  const meanings = others
    .filter((other) => other.definition.length >= definition.length * 0.5)
    .map((other) => upperFirst(other.definition))
  const stem = `Which description matches the term “${term}” best?`
  return choice('definition-match', stem, upperFirst(definition), meanings, citations, 0.85, 'understand')
}

function choice(
  kind: DraftChoice['kind'],
  stem: string,
  right: string,
  candidates: readonly string[],
  citations: readonly Citation[],
  confidence: number,
  bloom: DraftChoice['bloom'],
): DraftChoice | undefined {
  const wrong = chooseDistractors(stem, right, candidates)
  return wrong === undefined ? undefined : { format: 'choice', kind, stem, right, wrong, bloom, citations, confidence }
}

/** Open questions on the terms of a unit; every text allows these. */
export function explainItems(glossary: readonly GlossaryEntry[]): readonly DraftOpen[] {
  const terms = glossary.filter(
    ({ term, definition }) => purposeDefinition(term, definition) === undefined && !/^[-.]/.test(term),
  )
  const pair = mostSimilarPair(terms, ({ definition }) => definition)
  const single = terms.filter((entry) => pair === undefined || !pair.includes(entry))
  return [
    ...(pair === undefined ? [] : [differenceItem(...pair)]),
    ...single.map(
      ({ term, definition, citations }): DraftOpen => ({
        format: 'open',
        kind: 'short-answer',
        stem: `Explain in your own words what is meant by “${term}”, and give an example.`,
        answer: `${upperFirst(term)}: ${definition}. The example fits this meaning.`,
        bloom: 'understand',
        citations,
        confidence: 0.6,
      }),
    ),
  ]
}

/** Open questions on the purposes of commands, options and files; used if there are too few for a choice. */
export function purposeItems(glossary: readonly GlossaryEntry[]): readonly DraftOpen[] {
  return glossary.flatMap(({ term, definition, citations }) => {
    const purpose = purposeDefinition(term, definition)
    if (purpose === undefined) return []
    const { kind, does } = purpose
    return {
      format: 'open',
      kind: 'short-answer',
      stem: `What does the ${kind} ${term} do, and when would you use it?`,
      answer: `It ${does}. The answer names a situation that calls for this.`,
      bloom: 'understand',
      citations,
      confidence: 0.6,
    } as const
  })
}

function differenceItem(a: GlossaryEntry, b: GlossaryEntry): DraftOpen {
  return {
    format: 'open',
    kind: 'short-answer',
    stem: `Explain how “${a.term}” and “${b.term}” differ, and give an example of each.`,
    answer: `${upperFirst(a.term)}: ${a.definition}. ${upperFirst(b.term)}: ${b.definition}. The examples fit these meanings.`,
    bloom: 'analyze',
    citations: [...a.citations, ...b.citations],
    confidence: 0.6,
  }
}
