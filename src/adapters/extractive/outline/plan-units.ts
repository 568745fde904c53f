import type { Program } from '../../../domain/curriculum/index.js'
import type { KnowledgeDocument } from '../../../domain/knowledge/index.js'
import { WordWeights, wordsOfAll } from '../language/word-weights.js'
import { type DocumentPart, textOfPart } from './document-part.js'
import { folderOf } from './file-order.js'
import { groupParts } from './group-parts.js'
import { orderParts } from './order-parts.js'
import { teachingParts } from './teaching-parts.js'
import { plainTitle, unitTitle } from './unit-title.js'

/** A unit before it has content. */
export interface PlannedUnit {
  readonly id: string
  readonly title: string
  /** In teaching order, at least one. */
  readonly parts: readonly DocumentPart[]
}

/** The outline of a program. */
export interface Outline {
  /** In teaching order, at least one. */
  readonly units: readonly PlannedUnit[]
  readonly lookedUp: readonly DocumentPart[]
}

const UNIT_HOURS = 2.5
const MOST_UNITS = 14

/** The units of a program: folders where there are some, else neighbours of similar size and content. */
export function planUnits(documents: readonly KnowledgeDocument[], brief: Program): Outline {
  const { taught, lookedUp } = teachingParts(documents)
  const words = new Map(taught.map((part) => [part, wordsOfAll([textOfPart(part)])]))
  const weights = new WordWeights([...words.values()])
  const likeness = (a: DocumentPart, b: DocumentPart) =>
    weights.similarity(words.get(a) ?? new Set(), words.get(b) ?? new Set())
  const most = Math.max(1, Math.min(MOST_UNITS, Math.floor(brief.totalHours / UNIT_HOURS)))
  const groups = byFolder(taught, most) ?? byLikeness(orderParts(taught, likeness), most, likeness)
  const titles = new Set<string>()
  const units = groups.map(({ parts, folder }, index) => {
    const title = distinctTitle(parts, folder, titles)
    titles.add(title.toLowerCase())
    return { id: `unit-${index + 1}`, title, parts }
  })
  return { units, lookedUp }
}

interface Group {
  readonly parts: readonly DocumentPart[]
  readonly folder: string
}

/** Two to `most` folders that hold all documents are units; their order is that of their first documents. */
function byFolder(parts: readonly DocumentPart[], most: number): readonly Group[] | undefined {
  const folders = new Map<string, DocumentPart[]>()
  for (const part of parts) {
    const folder = folderOf(part.survey.document.id)
    const list = folders.get(folder)
    if (list === undefined) folders.set(folder, [part])
    else list.push(part)
  }
  if (folders.size < 2 || folders.size > most) return undefined
  return [...folders].map(([folder, inFolder]) => ({ folder, parts: inFolder }))
}

function byLikeness(
  parts: readonly DocumentPart[],
  most: number,
  likeness: (a: DocumentPart, b: DocumentPart) => number,
): readonly Group[] {
  const count = Math.max(1, Math.min(most, Math.floor(parts.length / 2)))
  const next = parts.slice(1).map((part, index) => {
    const before = parts[index]
    return before === undefined ? 0 : likeness(before, part)
  })
  const ends = groupParts(
    parts.map(({ words }) => words),
    next,
    count,
  )
  return ends.map((end, index) => ({ parts: parts.slice(ends[index - 1] ?? 0, end), folder: '' }))
}

function distinctTitle(parts: readonly DocumentPart[], folder: string, taken: ReadonlySet<string>): string {
  const candidates = [unitTitle(parts, folder), ...parts.map(({ title }) => plainTitle(title))]
  const free = candidates.find((title) => !taken.has(title.toLowerCase()))
  if (free !== undefined) return free
  let number = 2
  while (taken.has(`${candidates[0]} ${number}`.toLowerCase())) number += 1
  return `${candidates[0]} ${number}`
}
