import type { GlossaryEntry, Item, ItemKind } from '../../../domain/curriculum/index.js'
import { titleInSentence } from '../language/phrases.js'
import { type DocumentPart, namesInParts } from '../outline/document-part.js'
import { caseItem } from './case-item.js'
import { clozeItems } from './cloze-items.js'
import { completionItems } from './completion-items.js'
import { definitionItems } from './definition-items.js'
import type { DraftItem } from './draft-item.js'
import { exerciseItems, taskItems } from './exercise-items.js'
import { explainItems, purposeItems } from './explain-items.js'
import { markedNames } from './marked-names.js'
import { outcomeItems } from './outcome-items.js'
import { questionItems } from './question-items.js'
import { outcomeFor, settleItem, withoutTwins, wordsOfDraft } from './settle-items.js'
import { statementItems } from './statement-questions.js'
import { intruderItems, orderItems } from './step-items.js'
import { summaryItems } from './summary-items.js'
import type { UnitMaterial } from './unit-material.js'

const COUNT = { wanted: 8, most: 14 } as const
const MOST_ASKED = 5

/** The items of all units, in their order. */
export function writeItems(units: readonly UnitMaterial[], seed: number): readonly Item[] {
  const items: Item[] = []
  const asked: ReadonlySet<string>[] = []
  const used: number[] = []
  for (const material of units) {
    const { unit } = material
    const drafts = withoutTwins(draftsOfUnit(material, seed), asked)
    asked.push(...drafts.map(wordsOfDraft))
    for (const [index, draft] of drafts.entries()) {
      const outcome = outcomeFor(draft, unit.outcomes)
      if (outcome === undefined) continue
      const item = settleItem(draft, `${unit.id}-i${index + 1}`, outcome.id, used, seed)
      items.push(item)
      if (item.format !== 'choice') continue
      const position = item.options.findIndex((option) => option.id === item.key)
      used[position] = (used[position] ?? 0) + 1
    }
  }
  return items
}

/** The items of one unit: what the documents ask themselves, terms, steps and gaps, then open questions as needed. */
function draftsOfUnit({ unit, parts }: UnitMaterial, seed: number): readonly DraftItem[] {
  const { glossary, keyPoints } = unit
  const tasks = taskItems(parts)
  const rich = roundRobin([
    ...termItems(parts, glossary, seed),
    exerciseItems(parts),
    orderItems(parts),
    tasks,
    intruderItems(parts, seed),
    questionItems(parts),
  ])
  const drafts = [...withoutTwins(rich, [])].slice(0, COUNT.most - 1)
  const topic = titleInSentence(unit.title, namesInParts(parts))
  const scenario = tasks.length > 0 || drafts.length >= COUNT.wanted ? undefined : caseItem(topic, keyPoints)
  if (scenario !== undefined) drafts.push(scenario)
  const reserve = [
    ...roundRobin([outcomeItems(unit.outcomes, parts), statementItems(parts).slice(0, MOST_ASKED)]),
    ...roundRobin([explainItems(glossary), purposeItems(glossary)]),
    ...roundRobin([completionItems(keyPoints), summaryItems(parts)]),
  ]
  for (const draft of reserve) {
    if (drafts.length >= COUNT.wanted && kindsOf(drafts).size >= 2) break
    if (withoutTwins([...drafts, draft], []).length > drafts.length) drafts.push(draft)
  }
  return drafts
}

/** A term is asked for once: in a sentence that the documents stress, else by its meaning, else in any sentence. */
function termItems(
  parts: readonly DocumentPart[],
  glossary: readonly GlossaryEntry[],
  seed: number,
): readonly (readonly DraftItem[])[] {
  const gaps = clozeItems(parts, glossary, markedNames(parts), seed)
  const stressed = new Set(gaps.flatMap(({ right, stressed }) => (stressed ? [right.toLowerCase()] : [])))
  const meanings = definitionItems(glossary, seed).filter(({ term }) => !stressed.has(term.toLowerCase()))
  const asked = new Set(meanings.map(({ term }) => term.toLowerCase()))
  return [
    meanings.map(({ draft }) => draft),
    gaps.filter(({ right }) => !asked.has(right.toLowerCase())).map(({ draft }) => draft),
  ]
}

/** One of each list in turn, so that every kind has its place. */
function roundRobin(lists: readonly (readonly DraftItem[])[]): readonly DraftItem[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_unused, at) => lists.flatMap((list) => list[at] ?? [])).flat()
}

function kindsOf(drafts: readonly DraftItem[]): ReadonlySet<ItemKind> {
  return new Set(drafts.map(({ kind }) => kind))
}
