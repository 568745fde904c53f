import type { Item, ItemKind } from '../../../domain/curriculum/index.js'
import { titleInSentence } from '../language/phrases.js'
import { namesInParts } from '../outline/document-part.js'
import { caseItem } from './case-item.js'
import { clozeItems } from './cloze-items.js'
import { completionItems } from './completion-items.js'
import { definitionItems } from './definition-items.js'
import type { DraftItem } from './draft-item.js'
import { exerciseItems, taskItems } from './exercise-items.js'
import { explainItems, purposeItems } from './explain-items.js'
import { markedNames } from './marked-names.js'
import { questionItems } from './question-items.js'
import { outcomeFor, settleItem, withoutTwins, wordsOfDraft } from './settle-items.js'
import { questionOf } from './statement-questions.js'
import { intruderItems, orderItems } from './step-items.js'
import type { UnitMaterial } from './unit-material.js'

const COUNT = { wanted: 8, most: 14 } as const
const LEAST_SELF_CONTAINED = 0.7
const MOST_ASKED = 5

/** The items of all units, in their order. */
export function writeItems(units: readonly UnitMaterial[], seed: number): readonly Item[] {
  const items: Item[] = []
  const asked: ReadonlySet<string>[] = []
  let choices = 0
  for (const material of units) {
    const { unit } = material
    const drafts = withoutTwins(draftsOfUnit(material, seed), asked)
    asked.push(...drafts.map(wordsOfDraft))
    for (const [index, draft] of drafts.entries()) {
      const outcome = outcomeFor(draft, unit.outcomes)
      if (outcome === undefined) continue
      items.push(settleItem(draft, `${unit.id}-i${index + 1}`, outcome.id, choices, seed))
      if (draft.format === 'choice') choices += 1
    }
  }
  return items
}

/** The items of one unit: what the documents ask themselves, terms, steps and gaps, then open questions as needed. */
function draftsOfUnit({ unit, parts }: UnitMaterial, seed: number): readonly DraftItem[] {
  const { glossary, keyPoints } = unit
  const topic = titleInSentence(unit.title, namesInParts(parts))
  // A term is asked for once: in a sentence that the documents stress, else by its meaning.
  const gaps = clozeItems(parts, glossary, markedNames(parts), seed)
  const tasks = taskItems(parts)
  const rich: readonly DraftItem[] = roundRobin([
    definitionItems(glossary, seed).filter(
      ({ stem, right }) => !gaps.some((gap) => gap.right === right || stem.includes(`“${gap.right}”`)),
    ),
    exerciseItems(parts),
    gaps,
    orderItems(parts),
    tasks,
    intruderItems(parts, seed),
    questionItems(parts),
  ])
  const drafts = [...withoutTwins(rich, [])].slice(0, COUNT.most - 1)
  const scenario = tasks.length > 0 ? undefined : caseItem(topic, keyPoints)
  if (scenario !== undefined) drafts.push(scenario)
  const asked = parts.flatMap(({ survey, ...part }) =>
    survey.statements
      .filter(
        ({ start, marked, selfContained }) =>
          part.start <= start && start < part.end && (marked || selfContained >= LEAST_SELF_CONTAINED),
      )
      .flatMap((statement) => questionOf(statement, survey.names) ?? []),
  )
  const reserve = [
    ...roundRobin([asked.slice(0, MOST_ASKED), explainItems(glossary), purposeItems(glossary)]),
    ...completionItems(keyPoints),
  ]
  for (const draft of reserve) {
    if (drafts.length >= COUNT.wanted && kindsOf(drafts).size >= 2) break
    if (withoutTwins([...drafts, draft], []).length > drafts.length) drafts.push(draft)
  }
  return drafts
}

/** One of each list in turn, so that every kind has its place. */
function roundRobin(lists: readonly (readonly DraftItem[])[]): readonly DraftItem[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_unused, at) => lists.flatMap((list) => list[at] ?? [])).flat()
}

function kindsOf(drafts: readonly DraftItem[]): ReadonlySet<ItemKind> {
  return new Set(drafts.map(({ kind }) => kind))
}
