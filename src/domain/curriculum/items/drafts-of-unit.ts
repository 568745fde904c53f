import type { ItemKind } from '../item.js'
import { termKey, withoutEnd } from '../language/phrases.js'
import { titleInSentence } from '../language/titles.js'
import { type DocumentPart, namesInParts, type UnitMaterial, withinPart } from '../outline/document-part.js'
import type { GlossaryEntry } from '../unit.js'
import { askedThing } from './answering-points.js'
import { askedQuestionItems } from './asked-question-items.js'
import { caseItem } from './case-item.js'
import { clozeItems, markedNames } from './cloze-items.js'
import { type AskedBefore, askedBy, type DraftItem, isUsed, restsOnUsed, withoutDuplicates } from './draft-item.js'
import { exerciseItems, taskItems } from './exercise-items.js'
import { outcomeItems, questionItems } from './question-items.js'
import { completionItems, statementItems } from './statement-items.js'
import { intruderItems, orderItems } from './step-items.js'
import { summaryItems } from './summary-items.js'
import { definitionItems, explainItems, purposeItems } from './term-items.js'

/** The number of items of a unit: where the text gives no more, at least, as wanted, and at most. */
const COUNT = { least: 6, wanted: 8, most: 14 } as const
const MIN_KINDS = 2
const MAX_STATEMENTS = 10
/** How well a sentence that is to be completed stands on its own. */
const SURE = 0.8

/**
 * The items of one unit: what the documents ask themselves, terms, steps and gaps, then open questions as needed.
 *
 * @param earlier what other units ask
 */
export function draftsOfUnit(
  { unit, parts }: UnitMaterial,
  earlier: readonly AskedBefore[],
  seed: number,
): readonly DraftItem[] {
  const { glossary, keyPoints } = unit
  const tasks = taskItems(parts)
  const { meanings, questions, gaps } = termItems(parts, glossary, seed)
  const rich = roundRobin([
    meanings,
    gaps,
    exerciseItems(parts),
    orderItems(parts),
    tasks,
    intruderItems(parts, seed),
    questionItems(parts),
    questions,
  ])
  const drafts = [...withoutDuplicates(rich, earlier)].slice(0, COUNT.most - 1)
  const isNew = (draft: DraftItem) => withoutDuplicates([draft], [...earlier, ...drafts.map(askedBy)]).length > 0
  const topic = titleInSentence(unit.title, namesInParts(parts))
  const scenario = tasks.length > 0 || drafts.length >= COUNT.wanted ? undefined : caseItem(topic, keyPoints)
  if (scenario !== undefined && isNew(scenario)) drafts.push(scenario)
  // What a term means is asked with an example, which shows more than the definition said again.
  const terms = new Set(glossary.map(({ term }) => termKey(term)))
  const askingOutcomes = outcomeItems(unit.outcomes, parts).filter(
    ({ stem }) => !terms.has(termKey(askedThing(withoutEnd(stem)) ?? '')),
  )
  const reserve = [
    ...roundRobin([askingOutcomes, statementItems(parts).slice(0, MAX_STATEMENTS)]),
    ...roundRobin([explainItems(glossary), purposeItems(glossary)]),
    ...roundRobin([completionItems(keyPoints), summaryItems(parts)]),
  ]
  const isEnough = (least: number) => drafts.length >= least && kindsOf(drafts).size >= MIN_KINDS
  for (const draft of reserve) {
    if (isEnough(COUNT.wanted)) break
    if (!restsOnUsed(draft, drafts) && isNew(draft)) drafts.push(draft)
  }
  // Where the text gives no more, any sentence is completed; last of all, what was asked for is asked in another way.
  const sentences = completionItems(statementsOfParts(parts))
  for (const draft of sentences) {
    if (isEnough(COUNT.least)) break
    if (!restsOnUsed(draft, drafts) && isNew(draft)) drafts.push(draft)
  }
  const inSameWay = (draft: DraftItem) =>
    Number(
      restsOnUsed(
        draft,
        drafts.filter(({ kind }) => kind === draft.kind),
      ),
    )
  for (const draft of [...reserve, ...sentences].sort((a, b) => inSameWay(a) - inSameWay(b))) {
    if (isEnough(COUNT.least)) break
    if (isNew(draft)) drafts.push(draft)
  }
  return drafts
}

/**
 * A term is asked for once: in a sentence that the documents stress, else by its meaning, else in any sentence. What a
 * question of the documents asks for is not asked for by a gap, and what a term means not by a question.
 */
function termItems(parts: readonly DocumentPart[], glossary: readonly GlossaryEntry[], seed: number) {
  const gaps = clozeItems(parts, glossary, markedNames(parts), seed)
  const stressed = new Set(gaps.flatMap(({ right, stressed }) => (stressed ? [right.toLowerCase()] : [])))
  const defined = definitionItems(glossary, seed).filter(({ term }) => !stressed.has(term.toLowerCase()))
  const asked = new Set(defined.map(({ term }) => term.toLowerCase()))
  const meanings = defined.map(({ draft }) => draft)
  // The first passage is what answers the question; what follows adds to it.
  const questions = askedQuestionItems(parts).filter(({ citations: [first] }) => !isUsed(first, meanings))
  return {
    meanings,
    questions,
    gaps: gaps
      .filter(({ right, draft }) => !asked.has(right.toLowerCase()) && !restsOnUsed(draft, questions))
      .map(({ draft }) => draft),
  }
}

/** The sentences of a unit that can be understood alone, the surest first. */
function statementsOfParts(parts: readonly DocumentPart[]) {
  return parts
    .flatMap((part) => withinPart(part, part.analysis.statements))
    .filter(({ selfContained }) => selfContained >= SURE)
    .sort((a, b) => b.selfContained - a.selfContained)
    .map(({ text, citation }) => ({ text, citations: [citation] }))
}

/** One of each list in turn, so that every kind has its place. */
function roundRobin(lists: readonly (readonly DraftItem[])[]): readonly DraftItem[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_unused, at) => lists.flatMap((list) => list[at] ?? [])).flat()
}

function kindsOf(drafts: readonly DraftItem[]): ReadonlySet<ItemKind> {
  return new Set(drafts.map(({ kind }) => kind))
}
