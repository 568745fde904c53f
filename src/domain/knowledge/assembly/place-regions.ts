import type { DocumentRegion, RegionRole } from '../document-region.js'
import { roleOfHeading } from '../draft/index.js'
import type { DocumentSection } from '../knowledge-document.js'
import type { TextRange } from '../text-span.js'
import { encloses } from '../text-span.js'
import type { Open } from './block-sink.js'

/**
 * All regions in reading order, outer before inner: the marked ones, and the sections whose heading says what they are
 * for, with their parents.
 */
export function placeRegions(
  marked: readonly DocumentRegion[],
  sections: readonly DocumentSection[],
): readonly DocumentRegion[] {
  const textEnd = sections.reduce((last, { end }) => Math.max(last, end), 0)
  const bySection = sections.flatMap((section) =>
    regionOfSection(section, section.start === 0 && section.end === textEnd && sections.length > 1),
  )
  const all = inOrder([...marked, ...bySection])
  const placed: Open<DocumentRegion>[] = []
  const open: number[] = []
  let exercise: { readonly index: number; readonly around: number | undefined } | undefined
  for (const { parent: _, ...region } of all) {
    popUntilAround(open, placed, region)
    const around = open.at(-1)
    const outer = around === undefined ? undefined : placed[around]
    // "## Solution" within a marked solution says the same once more.
    if (outer?.role === region.role && region.title !== undefined && outer.title?.start === region.title.start) continue
    if (outer?.role === region.role && outer.role === 'solution') continue
    const answers = region.role === 'solution' || region.role === 'hint'
    const follows = answers && exercise?.around === around
    const parent = follows ? exercise?.index : around
    const index = placed.push(parent === undefined ? region : { ...region, parent }) - 1
    open.push(index)
    if (region.role === 'exercise') exercise = { index, around }
  }
  return placed
}

/** For each range the index of the innermost of `outers` around it. Both in reading order, outer before inner. */
export function innermost(outers: readonly TextRange[], ranges: readonly TextRange[]): readonly (number | undefined)[] {
  const open: number[] = []
  let next = 0
  return ranges.map((range) => {
    for (let outer = outers[next]; outer !== undefined && outer.start <= range.start; outer = outers[next]) {
      popUntilAround(open, outers, outer)
      open.push(next)
      next += 1
    }
    popUntilAround(open, outers, range)
    return open.at(-1)
  })
}

function popUntilAround(open: number[], outers: readonly TextRange[], range: TextRange): void {
  for (let top = outers[open.at(-1) ?? -1]; top !== undefined; top = outers[open.at(-1) ?? -1]) {
    if (encloses(top, range)) return
    open.pop()
  }
}

/** A document that is called "Case: ..." as a whole is no example within a document; one can be a glossary, though. */
const ROLES_OF_DOCUMENTS: ReadonlySet<RegionRole> = new Set(['glossary', 'references'])

function regionOfSection(section: DocumentSection, whole: boolean): DocumentRegion[] {
  const { heading, start, end } = section
  const role = heading && roleOfHeading(heading.text)
  if (heading === undefined || role === undefined || end <= heading.end) return []
  return whole && !ROLES_OF_DOCUMENTS.has(role) ? [] : [{ role, title: heading, start, end }]
}

function inOrder(regions: readonly DocumentRegion[]): readonly DocumentRegion[] {
  return [...regions].sort((a, b) => a.start - b.start || b.end - a.end)
}
