import { isGenericTitle } from '../../knowledge/assembly/document-title.js'
import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import type { Program } from '../program.js'
import type { Placement } from '../unit.js'
import { type Arrangement, type Group, type Grouping, statedRuns } from './arrangement.js'
import { balanceGroups } from './balance-groups.js'
import { groupByBrief } from './by-brief.js'
import { arrangeByContents, arrangeByLinks } from './by-contents.js'
import { arrangeByNames, withNameGroups } from './by-names.js'
import { type DocumentPart, divideDocuments, partsOfDocument, textOfPart } from './document-part.js'
import { PartComparison } from './part-comparison.js'
import { introductionTo } from './shared-title.js'
import { asTextsWrite, folderTitle, plainTitle } from './unit-title.js'

/** A unit before it has content. */
export interface PlannedUnit {
  readonly id: string
  readonly title: string
  /** In teaching order, at least one. */
  readonly parts: readonly DocumentPart[]
  readonly placement: Placement
  /** The hours that the brief gives it. */
  readonly hours?: number
}

/** The outline of a program. */
export interface Outline {
  /** In teaching order, at least one. */
  readonly units: readonly PlannedUnit[]
  readonly lookedUp: readonly DocumentPart[]
  /** Why the units are in this order. */
  readonly placement: Placement
}

/** What the outline depends on, besides the documents. */
export type OutlineBrief = Pick<Program, 'title' | 'totalHours' | 'outline'>

/**
 * The units of a program. Trusts, in this order: the outline of the brief, a contents file, folders, numbers in names,
 * links to the next document. Without these, documents that are alike are a unit, and what others need comes first.
 *
 * @throws AppError `INVALID_PROGRAM` if the outline of the brief names documents that do not exist
 */
export function planUnits(documents: readonly KnowledgeDocument[], brief: OutlineBrief): Outline {
  const { taught, lookedUp } = divideDocuments(documents)
  const parts = new Map(taught.map((document) => [document, partsOfDocument(document, taught.length)]))
  const comparison = new PartComparison([...parts.values()].flat(), brief.title)
  const grouping =
    brief.outline === undefined
      ? balanced(groupByMaterial(documents, parts, brief, comparison), brief, comparison)
      : groupByBrief(brief.outline, documents, taught)
  const titles = new Set<string>()
  const named = (group: Group, index: number): Group => {
    const title = group.title ?? (index === 0 ? introductionTo(brief.title, group.parts) : undefined)
    return title === undefined ? group : { ...group, title }
  }
  const units = grouping.groups.map((group, index): PlannedUnit => {
    const isGiven = brief.outline !== undefined
    const title = isGiven ? (group.title ?? '') : freeTitle(named(group, index), grouping.groups, comparison, titles)
    titles.add(title.toLowerCase())
    const { parts: own, placement, hours } = group
    return { id: `unit-${index + 1}`, title, parts: own, placement, ...(hours === undefined ? {} : { hours }) }
  })
  return { units, lookedUp, placement: { reason: grouping.reason, confidence: grouping.confidence } }
}

function balanced(grouping: Grouping, { totalHours }: OutlineBrief, comparison: PartComparison): Grouping {
  return { ...grouping, groups: balanceGroups(grouping.groups, totalHours, comparison) }
}

function groupByMaterial(
  all: readonly KnowledgeDocument[],
  parts: ReadonlyMap<KnowledgeDocument, readonly DocumentPart[]>,
  { totalHours }: OutlineBrief,
  comparison: PartComparison,
): Grouping {
  const taught = [...parts.keys()]
  const partsOf = (documents: readonly KnowledgeDocument[]) =>
    documents.flatMap((document) => parts.get(document) ?? [])
  const infer = (children: readonly (readonly KnowledgeDocument[])[]) => comparison.order(children.map(partsOf))
  const arrangement = arrangeByContents(all, taught) ?? arrangeByNames(taught, infer) ?? arrangeByLinks(taught)
  const max = Math.max(1, Math.floor(totalHours / MIN_HOURS))
  if (taught.length === 1) return groupSections(partsOf(taught), max, comparison)
  if (arrangement === undefined) return groupByLikeness(partsOf(taught), max, comparison)
  const placement = { reason: arrangement.reason, confidence: arrangement.confidence }
  const { rows } = arrangement
  const runs = statedRuns(rows, totalHours) ?? statedRuns(withNameGroups(rows), totalHours)
  if (runs !== undefined) {
    return {
      ...placement,
      groups: runs.map(({ title, documents }) => {
        const name = titleOfFirstPage(documents, all, title) ?? title
        return { parts: partsOf(documents), placement, ...(name === undefined ? {} : { title: name }) }
      }),
    }
  }
  return groupRow(arrangement, partsOf, max, comparison)
}

/** A group that is named after its folder gets the title of the page that introduces the folder, if there is one. */
function titleOfFirstPage(
  documents: readonly KnowledgeDocument[],
  all: readonly KnowledgeDocument[],
  title: string | undefined,
): string | undefined {
  const [first] = documents
  const page = all.find(({ id }) => {
    const [, folder = ''] = /^(.+\/)(?:readme|_?index)\.[a-z]+$/i.exec(id) ?? []
    return folder !== '' && first?.id.startsWith(folder) && folderTitle(folder.slice(0, -1)) === title
  })
  return page === undefined || isGenericTitle(page.title) ? undefined : page.title
}

/** Minimum hours of a unit whose documents are grouped by likeness. */
const MIN_HOURS = 1.5
/** A longer document is a unit of its own when there are few. */
const CHAPTER_WORDS = 1500
/** How well groups agree with the chapters of real courses whose names were removed (adjusted Rand index). */
const GROUPED = { inOrder: 0.75, freely: 0.55 } as const
/** The share of documents that stand after what they need, measured likewise. */
const ORDERED = 0.7

/** One document: its chapters if they are long, else groups of neighbouring sections. */
function groupSections(sections: readonly DocumentPart[], max: number, comparison: PartComparison): Grouping {
  const words = sections.reduce((sum, part) => sum + part.words, 0)
  const placement = { reason: 'the chapters of the document', confidence: 0.95 }
  if (sections.length <= max && words >= CHAPTER_WORDS * sections.length)
    return { ...placement, groups: sections.map((part) => ({ parts: [part], placement })) }
  return { groups: cutIntoGroups(sections, max, comparison, placement), ...placement, confidence: GROUPED.inOrder }
}

/** Documents in a stated order without stated groups: neighbours that are alike are a unit. */
function groupRow(
  { rows, reason, confidence }: Arrangement,
  partsOf: (documents: readonly KnowledgeDocument[]) => readonly DocumentPart[],
  max: number,
  comparison: PartComparison,
): Grouping {
  const documents = rows.map(({ document }) => document)
  const parts = partsOf(documents)
  const placement = { reason, confidence }
  const isLong = documents.every(({ words }) => words >= CHAPTER_WORDS)
  // A few long documents in sections: each is a unit.
  if (parts.length > documents.length && isLong && documents.length <= max)
    return {
      ...placement,
      groups: documents.map((document) => ({ parts: partsOf([document]), placement, title: document.title })),
    }
  return { ...placement, groups: cutIntoGroups(parts, max, comparison, placement) }
}

function cutIntoGroups(
  parts: readonly DocumentPart[],
  max: number,
  comparison: PartComparison,
  { reason, confidence }: Placement,
): readonly Group[] {
  return comparison.cut(parts, max).map((own): Group => {
    const shared = comparison.shared(own, parts)
    return {
      parts: own,
      placement: {
        reason: `${reason}; ${shared === '' ? 'grouped with its neighbours' : `grouped because it shares ${shared}`}`,
        confidence: Math.min(confidence, GROUPED.inOrder),
      },
    }
  })
}

/** Documents in no stated order. */
function groupByLikeness(parts: readonly DocumentPart[], max: number, comparison: PartComparison): Grouping {
  const groups = comparison.group(parts, max)
  const order = comparison.order(groups)
  const reason = 'inferred: what others need comes first'
  return {
    reason,
    confidence: parts.length === 1 ? 1 : ORDERED,
    groups: order.map((index): Group => {
      const own = groups[index] ?? []
      const inOrder = comparison.order(own.map((part) => [part])).flatMap((at) => own[at] ?? [])
      const shared = comparison.shared(own, parts)
      return {
        parts: inOrder,
        placement: {
          reason: shared === '' ? 'inferred' : `inferred: shares ${shared}`,
          confidence: GROUPED.freely,
        },
      }
    }),
  }
}

/** The title of a group, else what its parts share; never one that another unit has. */
function freeTitle(
  { title, parts }: Group,
  groups: readonly Group[],
  comparison: PartComparison,
  taken: ReadonlySet<string>,
): string {
  const others = groups.flatMap((group) => (group.parts === parts ? [] : group.parts))
  const candidates = [
    title === undefined ? comparison.title(parts, others) : asTextsWrite(plainTitle(title), parts.map(textOfPart)),
    ...parts.map((part) => plainTitle(part.title)),
  ]
  const free = candidates.find((candidate) => !taken.has(candidate.toLowerCase()))
  if (free !== undefined) return free
  let number = 2
  while (taken.has(`${candidates[0]} ${number}`.toLowerCase())) number += 1
  return `${candidates[0]} ${number}`
}
