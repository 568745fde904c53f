import { cleanText, oneLine } from '../../text/plain-text.js'
import { encloses, spanOf, type TextRange } from '../../text/text-span.js'
import { countWords } from '../../text/words.js'
import type { DocumentDraft } from '../document-draft.js'
import type { DocumentRegion, RegionRole } from '../document-region.js'
import { roleOfHeading } from '../heading-roles.js'
import type { DocumentBlock, DocumentPage, DocumentSection, KnowledgeDocument } from '../knowledge-document.js'
import type { BlockSink, Open } from './block-sink.js'
import { titleOf } from './document-title.js'
import { DraftWalk } from './draft-walk.js'
import { leadRegions, objectivesEnd } from './lead-regions.js'

/**
 * Writes the document of a draft. Ranges are recorded while the text is written.
 *
 * @param id the name of the file, with its folders separated by `/`
 */
export function assembleDocument(id: string, draft: DocumentDraft): KnowledgeDocument {
  const walk = new DraftWalk()
  walk.walk(draft.blocks)
  walk.end()
  const { sink } = walk
  const text = sink.text()
  const { sections: written, newIndex } = withoutEmpty(sink.sections)
  const blocks = sink.blocks.map((block): DocumentBlock => ({ ...block, section: newIndex[block.section] ?? 0 }))
  const { sentences, definitions, marks } = sink
  const leads = leadRegions({ blocks, sections: written, sentences, marks, marked: sink.regions })
  const regions = placeRegions([...sink.regions, ...leads], written, blocks)
  const sections = within(written, regions)
  const source = id.slice(id.lastIndexOf('/') + 1)
  const author = line(draft.author)
  const year = yearOf(draft.date)
  const language = languageOf(draft.language)
  return {
    id,
    title: titleOf(line(draft.title), sections, source, author),
    ...(author === undefined ? {} : { author }),
    ...(year === undefined ? {} : { year }),
    source,
    format: draft.format,
    ...(language === undefined ? {} : { language }),
    text,
    words: countWords(text),
    sections,
    blocks: within(blocks, regions),
    sentences,
    definitions,
    marks,
    regions,
    pages: pagesOf(text, sink.pageStarts),
    ...(draft.notices === undefined ? {} : { notices: draft.notices }),
  }
}

/** The text before the first heading counts as a section only if there is some. */
function withoutEmpty(all: readonly DocumentSection[]): {
  readonly sections: readonly DocumentSection[]
  readonly newIndex: readonly number[]
} {
  let kept = 0
  const newIndex = all.map(({ start, end }) => (end > start ? kept++ : -1))
  const sections = all.flatMap(({ parent, ...section }) => {
    if (section.end <= section.start) return []
    const around = parent === undefined ? -1 : (newIndex[parent] ?? -1)
    return [around < 0 ? section : { ...section, parent: around }]
  })
  return { sections, newIndex }
}

function within<Part extends DocumentSection | DocumentBlock>(
  parts: readonly Part[],
  regions: KnowledgeDocument['regions'],
): readonly Part[] {
  const around = innermost(regions, parts)
  return parts.map((part, index) => {
    const region = around[index]
    return region === undefined ? part : { ...part, region }
  })
}

function pagesOf(text: string, starts: BlockSink['pageStarts']): readonly DocumentPage[] {
  return starts.flatMap(({ number, at }, index) => {
    const span = spanOf(text, at, starts[index + 1]?.at ?? text.length)
    return span === undefined ? [] : [{ number, start: span.start, end: span.end }]
  })
}

function line(text: string | undefined): string | undefined {
  return text === undefined ? undefined : oneLine(cleanText(text)) || undefined
}

function yearOf(date: string | undefined): number | undefined {
  const year = /(?<!\d)(1[4-9]|20|21)\d\d(?!\d)/.exec(date ?? '')?.[0]
  return year === undefined ? undefined : Number(year)
}

function languageOf(tag: string | undefined): string | undefined {
  const lower = tag?.trim().toLowerCase().replaceAll('_', '-')
  return lower !== undefined && /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(lower) ? lower : undefined
}

/**
 * All regions in reading order, outer before inner: the marked ones, and the sections whose heading says what they are
 * for, with their parents.
 */
function placeRegions(
  marked: readonly DocumentRegion[],
  sections: readonly DocumentSection[],
  blocks: readonly DocumentBlock[],
): readonly DocumentRegion[] {
  const textEnd = sections.reduce((last, { end }) => Math.max(last, end), 0)
  const bySection = sections.flatMap((section) =>
    regionOfSection(section, blocks, section.start === 0 && section.end === textEnd && sections.length > 1),
  )
  const all = inOrder([...marked, ...bySection])
  const placed: Open<DocumentRegion>[] = []
  const open: number[] = []
  let exercise: { readonly index: number; readonly around: number | undefined } | undefined
  for (const { parent: _, ...region } of all) {
    popUntilAround(open, placed, region)
    const around = open.at(-1)
    const outer = around === undefined ? undefined : placed[around]
    // "## Solution" within a marked solution is the same region.
    if (outer?.role === region.role && region.title !== undefined && outer.title?.start === region.title.start) continue
    if (outer?.role === region.role && (outer.role === 'solution' || outer.role === 'objectives')) continue
    const answers = region.role === 'solution' || region.role === 'hint'
    const follows = answers && exercise?.around === around
    const parent = follows ? exercise?.index : around
    const index = placed.push(parent === undefined ? region : { ...region, parent }) - 1
    open.push(index)
    if (region.role === 'exercise') exercise = { index, around }
  }
  return placed
}

/** For each range, the index of the innermost of `outers` around it. Both in reading order, outer before inner. */
function innermost(outers: readonly TextRange[], ranges: readonly TextRange[]): readonly (number | undefined)[] {
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

/** The title of a document does not make it an example ("Case: ..."), but it can make it a glossary. */
const ROLES_OF_DOCUMENTS: ReadonlySet<RegionRole> = new Set([
  'glossary',
  'references',
  'objectives',
  'quiz',
  'solution',
])

function regionOfSection(section: DocumentSection, blocks: readonly DocumentBlock[], whole: boolean): DocumentRegion[] {
  const { heading, start, end } = section
  const role = heading && roleOfHeading(heading.text)
  if (heading === undefined || role === undefined || end <= heading.end) return []
  if (role === 'objectives') {
    const last = objectivesEnd(blocks.filter((block) => block.start >= heading.end && block.end <= end))
    return last === undefined ? [] : [{ role, title: heading, start, end: last }]
  }
  return whole && !ROLES_OF_DOCUMENTS.has(role) ? [] : [{ role, title: heading, start, end }]
}

function inOrder(regions: readonly DocumentRegion[]): readonly DocumentRegion[] {
  return [...regions].sort((a, b) => a.start - b.start || b.end - a.end)
}
