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

/** Number of items of a unit: the minimum (fewer only if the text gives no more), the target and the maximum. */
const COUNT = { min: 6, target: 8, max: 14 } as const
const MIN_KINDS = 2
const MAX_STATEMENTS = 10
/** How well a sentence with a gap must be understandable on its own. */
const SURE = 0.8

/**
 * The items of one unit: questions of the documents, terms, steps and gaps, then open questions as needed.
 *
 * @param earlier questions of other units
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
  const drafts = [...withoutDuplicates(rich, earlier)].slice(0, COUNT.max - 1)
  const isNew = (draft: DraftItem) => withoutDuplicates([draft], [...earlier, ...drafts.map(askedBy)]).length > 0
  const topic = titleInSentence(unit.title, namesInParts(parts))
  const scenario = tasks.length > 0 || drafts.length >= COUNT.target ? undefined : caseItem(topic, keyPoints)
  if (scenario !== undefined && isNew(scenario)) drafts.push(scenario)
  // Asking for a term with an example shows more than repeating its definition.
  const terms = new Set(glossary.map(({ term }) => termKey(term)))
  const askingOutcomes = outcomeItems(unit.outcomes, parts).filter(
    ({ stem }) => !terms.has(termKey(askedThing(withoutEnd(stem)) ?? '')),
  )
  const reserve = [
    ...roundRobin([askingOutcomes, statementItems(parts).slice(0, MAX_STATEMENTS)]),
    ...roundRobin([explainItems(glossary), purposeItems(glossary)]),
    ...roundRobin([completionItems(keyPoints), summaryItems(parts)]),
  ]
  const isEnough = (min: number) => drafts.length >= min && kindsOf(drafts).size >= MIN_KINDS
  for (const draft of reserve) {
    if (isEnough(COUNT.target)) break
    if (!restsOnUsed(draft, drafts) && isNew(draft)) drafts.push(draft)
  }
  // If there are too few, any sentence can have a gap; at last, a question is repeated in another form.
  const sentences = completionItems(statementsOfParts(parts))
  for (const draft of sentences) {
    if (isEnough(COUNT.min)) break
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
    if (isEnough(COUNT.min)) break
    if (isNew(draft)) drafts.push(draft)
  }
  return drafts
}

/**
 * Each term is asked for once: in a key point, else by its definition, else in any sentence. The subject of a
 * question of the documents is not asked for by a gap, and a definition not by a question.
 */
function termItems(parts: readonly DocumentPart[], glossary: readonly GlossaryEntry[], seed: number) {
  const gaps = clozeItems(parts, glossary, markedNames(parts), seed)
  const stressed = new Set(gaps.flatMap(({ right, stressed }) => (stressed ? [right.toLowerCase()] : [])))
  const defined = definitionItems(glossary, seed).filter(({ term }) => !stressed.has(term.toLowerCase()))
  const asked = new Set(defined.map(({ term }) => term.toLowerCase()))
  const meanings = defined.map(({ draft }) => draft)
  // The first passage answers the question; the others add to it.
  const questions = askedQuestionItems(parts).filter(({ citations: [first] }) => !isUsed(first, meanings))
  return {
    meanings,
    questions,
    gaps: gaps
      .filter(({ right, draft }) => !asked.has(right.toLowerCase()) && !restsOnUsed(draft, questions))
      .map(({ draft }) => draft),
  }
}

/** The sentences of a unit that can be understood on their own, the most reliable first. */
function statementsOfParts(parts: readonly DocumentPart[]) {
  return parts
    .flatMap((part) => withinPart(part, part.analysis.statements))
    .filter(({ selfContained }) => selfContained >= SURE)
    .sort((a, b) => b.selfContained - a.selfContained)
    .map(({ text, citation }) => ({ text, citations: [citation] }))
}

/** Takes one of each list in turn, so that every kind is included. */
function roundRobin(lists: readonly (readonly DraftItem[])[]): readonly DraftItem[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_unused, at) => lists.flatMap((list) => list[at] ?? [])).flat()
}

function kindsOf(drafts: readonly DraftItem[]): ReadonlySet<ItemKind> {
  return new Set(drafts.map(({ kind }) => kind))
}
