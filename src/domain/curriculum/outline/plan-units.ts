import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import { WordWeights, wordsOfAll } from '../../text/content-words.js'
import { median } from '../hours/workload.js'
import type { Program } from '../program.js'
import { type DocumentPart, teachingParts, textOfPart } from './document-part.js'
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
const MAX_UNITS = 14

/** The units of a program: folders if there are any, else neighbouring parts of similar size and content. */
export function planUnits(documents: readonly KnowledgeDocument[], brief: Program): Outline {
  const { taught, lookedUp } = teachingParts(documents)
  const words = new Map(taught.map((part) => [part, wordsOfAll([textOfPart(part)])]))
  const weights = new WordWeights([...words.values()])
  const likeness = (a: DocumentPart, b: DocumentPart) =>
    weights.similarity(words.get(a) ?? new Set(), words.get(b) ?? new Set())
  const max = Math.max(1, Math.min(MAX_UNITS, Math.floor(brief.totalHours / UNIT_HOURS)))
  const groups = byFolder(taught, max) ?? byLikeness(orderParts(taught, likeness), max, likeness)
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

/** Two to `most` folders that contain all documents become units, in the order of their first documents. */
function byFolder(parts: readonly DocumentPart[], max: number): readonly Group[] | undefined {
  const folders = new Map<string, DocumentPart[]>()
  for (const part of parts) {
    const folder = folderOf(part.analysis.document.id)
    const list = folders.get(folder)
    if (list === undefined) folders.set(folder, [part])
    else list.push(part)
  }
  if (folders.size < 2 || folders.size > max) return undefined
  return [...folders].map(([folder, inFolder]) => ({ folder, parts: inFolder }))
}

function byLikeness(
  parts: readonly DocumentPart[],
  max: number,
  likeness: (a: DocumentPart, b: DocumentPart) => number,
): readonly Group[] {
  const count = Math.max(1, Math.min(max, Math.floor(parts.length / 2)))
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

/** Minimum uses of a concept that decide the order of two parts. */
const MIN_EVIDENCE = 2

/**
 * Parts in teaching order. Numbers in file names and the order within a document are kept. Without numbers, a
 * part that defines a concept comes before those that use it; parts without evidence stay where they are, next to
 * what they are most like.
 */
function orderParts(
  parts: readonly DocumentPart[],
  likeness: (a: DocumentPart, b: DocumentPart) => number,
): readonly DocumentPart[] {
  const ids = [...new Set(parts.map(({ analysis }) => analysis.document.id))]
  if (ids.length < 4 || ids.length < parts.length || isNumbered(ids)) return parts
  const needs = precedence(parts)
  const left = new Set(parts.keys())
  const ordered: number[] = []
  while (left.size > 0) {
    const open = (index: number) => [...left].reduce((sum, other) => sum + (needs[index]?.[other] ?? 0), 0)
    const last = parts[ordered.at(-1) ?? -1]
    const best = [...left]
      .map((index) => {
        const part = parts[index]
        return { index, needed: open(index), like: last === undefined || part === undefined ? 0 : likeness(last, part) }
      })
      .reduce((a, b) => (b.needed < a.needed || (b.needed === a.needed && b.like > a.like) ? b : a))
    ordered.push(best.index)
    left.delete(best.index)
  }
  return ordered.flatMap((index) => parts[index] ?? [])
}

/** How often each part uses the concepts of another one, without mutual uses. */
function precedence(parts: readonly DocumentPart[]): readonly (readonly number[])[] {
  const texts = parts.map(
    ({ analysis }) => ` ${analysis.document.text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `,
  )
  const uses = parts.map((_part, user) =>
    parts.map((definer, other) => {
      if (user === other) return 0
      const concepts = new Set([definer.title.toLowerCase(), ...definer.analysis.terms.map(({ key }) => key)])
      let count = 0
      for (const concept of concepts) count += Math.min(3, (texts[user] ?? '').split(` ${concept} `).length - 1)
      return count
    }),
  )
  return uses.map((row, user) =>
    row.map((count, other) => {
      const net = count - (uses[other]?.[user] ?? 0)
      return net >= MIN_EVIDENCE ? net : 0
    }),
  )
}

/**
 * Cuts a row of parts into `count` groups of neighbours, so that groups are of similar size and neighbours that are
 * about the same stay together.
 *
 * @param sizes size of each part
 * @param likeness similarity of each part to the next one, 0 to 1
 * @returns the index after the last part of each group
 */
export function groupParts(sizes: readonly number[], likeness: readonly number[], count: number): readonly number[] {
  const parts = sizes.length
  const groups = Math.max(1, Math.min(count, parts))
  const middle = median(sizes)
  const evened = sizes.map((size) => Math.min(2 * middle, Math.max(middle / 2, size)) || 1)
  const sums = [0]
  for (const size of evened) sums.push((sums.at(-1) ?? 0) + size)
  const ideal = (sums[parts] ?? 0) / groups
  const mean = likeness.reduce((sum, like) => sum + like, 0) / (likeness.length || 1) || 1
  const costOf = (from: number, to: number): number => {
    const size = ((sums[to] ?? 0) - (sums[from] ?? 0)) / ideal
    // A cut between neighbours costs more the more similar they are compared with others.
    const cut = to < parts ? Math.min(2, (likeness[to - 1] ?? 0) / mean) * 0.8 : 0
    const lonely = to - from === 1 && parts >= 2 * groups ? 4 : 0
    return (size - 1) ** 2 + cut + lonely
  }
  return bestCuts(parts, groups, costOf)
}

/** Dynamic programming over the ends of the first groups. */
function bestCuts(parts: number, groups: number, costOf: (from: number, to: number) => number): readonly number[] {
  let best = Array.from({ length: parts + 1 }, (_unused, end) => (end === 0 ? 0 : Number.POSITIVE_INFINITY))
  const from: number[][] = []
  for (let group = 1; group <= groups; group++) {
    const next = best.map(() => Number.POSITIVE_INFINITY)
    const cuts = best.map(() => 0)
    for (let end = group; end <= parts; end++) {
      for (let start = group - 1; start < end; start++) {
        const cost = (best[start] ?? Number.POSITIVE_INFINITY) + costOf(start, end)
        if (cost < (next[end] ?? Number.POSITIVE_INFINITY)) {
          next[end] = cost
          cuts[end] = start
        }
      }
    }
    best = next
    from.push(cuts)
  }
  const ends: number[] = []
  for (let group = groups, end = parts; group > 0; group--) {
    ends.unshift(end)
    end = from[group - 1]?.[end] ?? 0
  }
  return ends
}

/** The folder of a file, without the file's name; empty at the top. */
function folderOf(id: string): string {
  return id.slice(0, Math.max(0, id.lastIndexOf('/')))
}

/** The number at the start of a file name (`03-intro.md`, `chapter_2.md`), if any. */
function numberOf(id: string): number | undefined {
  const name = id.slice(id.lastIndexOf('/') + 1)
  const digits = /^(?:\p{L}{1,12}[ _.-]?)?(\d{1,4})(?!\d)/u.exec(name)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** Whether the file names give a reading order. */
export function isNumbered(ids: readonly string[]): boolean {
  const numbered = ids.filter((id) => numberOf(id) !== undefined)
  return ids.length > 1 && numbered.length >= ids.length * 0.6 && new Set(ids.map(numberOf)).size > 1
}
