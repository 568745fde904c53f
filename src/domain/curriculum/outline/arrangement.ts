import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import type { Placement } from '../unit.js'
import type { DocumentPart } from './document-part.js'
import { numberInName } from './part-numbers.js'

/** A document in its place: the groups around it, from the outermost. */
export interface Row {
  readonly document: KnowledgeDocument
  readonly groups: readonly RowGroup[]
}

/** A group that the material states: a folder, a part of the contents, a number. */
export interface RowGroup {
  /** Unique among the groups of a source. */
  readonly key: string
  /** Omitted if the group has no name. */
  readonly title?: string
}

/** All documents in an order. */
export interface Arrangement extends Placement {
  readonly rows: readonly Row[]
}

/** The documents of a unit. */
export interface Group {
  readonly parts: readonly DocumentPart[]
  readonly title?: string
  readonly hours?: number
  readonly placement: Placement
}

/** Groups of parts in teaching order. */
export interface Grouping extends Placement {
  readonly groups: readonly Group[]
}

/** Rows of one stated group. */
export interface RowRun {
  readonly key: string
  readonly title?: string
  readonly documents: readonly KnowledgeDocument[]
}

/** A unit of more hours is rather divided by the next level of groups. */
const MAX_UNIT_HOURS = 16
/** Minimum hours of a unit. */
const MIN_UNIT_HOURS = 0.5
const MIN_SHARE = 0.6

/**
 * The stated groups that become units: those of the outermost level that has several, unless they are too large and the
 * next level has more; `undefined` if no level has groups for most documents.
 */
export function statedRuns(rows: readonly Row[], totalHours: number): readonly RowRun[] | undefined {
  const deepest = Math.max(0, ...rows.map(({ groups }) => groups.length))
  let chosen: readonly RowRun[] | undefined
  for (let level = 0; level < deepest; level++) {
    const runs = runsAt(rows, level)
    if (runs === undefined || runs.length < 2 || runs.length > totalHours / MIN_UNIT_HOURS) continue
    // Groups of one document are no groups.
    if (chosen !== undefined && runs.length > rows.length / 2) break
    if (runs.length > rows.length * 0.75 && deepest === 1) continue
    chosen = runs
    if (totalHours / runs.length <= MAX_UNIT_HOURS) break
  }
  return chosen
}

/** The folder with the number of a file that stands outside: `book/02-basics/` for `ch02-basics.adoc`. */
function runOfNumber({ source }: KnowledgeDocument, rows: readonly Row[], level: number): RowGroup | undefined {
  const number = numberInName(source.replace(/\.[a-z]\w{0,7}$/i, ''))
  if (number?.length !== 1) return undefined
  const folders = rows.flatMap(({ groups }) => groups[level] ?? [])
  return folders.find(({ key }) => key.endsWith('/') && numberInName(key.split('/').at(-2) ?? '')?.[0] === number[0])
}

/** The groups of a level. A row without one joins the group of its number, else the next, else the last one. */
function runsAt(rows: readonly Row[], level: number): readonly RowRun[] | undefined {
  const held = rows.filter(({ groups }) => groups.length > level)
  if (held.length < rows.length * MIN_SHARE) return undefined
  const runs = new Map<string, { key: string; title?: string; documents: KnowledgeDocument[] }>()
  const waiting: KnowledgeDocument[] = []
  let last: KnowledgeDocument[] | undefined
  for (const { document, groups } of rows) {
    const group = groups[level]
    if (group === undefined) {
      const numbered = runOfNumber(document, rows, level)
      if (numbered !== undefined) {
        const run = runs.get(numbered.key) ?? { ...numbered, documents: [] }
        runs.set(numbered.key, run)
        run.documents.push(document)
      } else if (last === undefined) waiting.push(document)
      else last.push(document)
      continue
    }
    const known = runs.get(group.key)
    const run = known ?? { ...group, documents: waiting.splice(0) }
    if (known === undefined) runs.set(group.key, run)
    run.documents.push(document)
    last = run.documents
  }
  return [...runs.values()]
}
