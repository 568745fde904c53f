import type { DocumentRegion, RegionRole } from '../document-region.js'
import { roleOfHeading } from '../heading-roles.js'
import type { DocumentBlock, DocumentSection, DocumentSentence, InlineMark } from '../knowledge-document.js'
import { announcesObjectives } from './objective-leads.js'

/** Longest paragraph of an objective, in characters: longer text is about the subject. */
const MAX_OBJECTIVE = 500
const MAX_OBJECTIVES = 12
/** Roles that a paragraph in bold, or with a colon, gives to the blocks after it, as a heading does. */
const BY_PARAGRAPH: ReadonlySet<RegionRole> = new Set([
  'objectives',
  'prerequisites',
  'quiz',
  'key-points',
  'exercise',
  'solution',
  'glossary',
  'references',
])

/** The parts of a document that lead paragraphs are found in. */
export interface LeadMaterial {
  readonly blocks: readonly DocumentBlock[]
  readonly sections: readonly DocumentSection[]
  readonly sentences: readonly DocumentSentence[]
  readonly marks: readonly InlineMark[]
  /** Regions that the author marked. */
  readonly marked: readonly DocumentRegion[]
}

/**
 * The regions that a paragraph opens: one that says what a heading would ("**Learning objectives**", "Answers:"), a
 * sentence that announces objectives before a list; and tables with a column of objectives.
 */
export function leadRegions(material: LeadMaterial): readonly DocumentRegion[] {
  const blocks = outermost(material.blocks)
  const lastSentence = new Map(material.sentences.map((sentence) => [sentence.block, sentence]))
  const bold = new Set(material.marks.flatMap(({ kind, start, end }) => (kind === 'bold' ? [`${start}-${end}`] : [])))
  const indexOf = new Map(material.blocks.map((block, index) => [block, index]))
  const leads = blocks.map((block) => {
    if (block.kind !== 'paragraph') return undefined
    const role = roleOfHeading(block.text)
    if (role === undefined || !BY_PARAGRAPH.has(role)) return undefined
    return bold.has(`${block.start}-${block.end}`) || /[:：]\s*$/.test(block.text) || role === 'objectives'
      ? role
      : undefined
  })
  /** A region ends with the section and the marked block around it. */
  const limitOf = ({ section, start, end }: DocumentBlock): number => {
    const around = material.marked.filter((region) => region.start <= start && end <= region.end)
    return Math.min(material.sections[section]?.end ?? end, ...around.map((region) => region.end))
  }
  return blocks.flatMap((block, at): readonly DocumentRegion[] => {
    if (block.kind === 'table') {
      const isObjectives = block.header.some((cell) => cell !== undefined && roleOfHeading(cell.text) === 'objectives')
      return isObjectives ? [{ role: 'objectives', start: block.start, end: block.end }] : []
    }
    if (block.kind !== 'paragraph') return []
    const role = leads[at]
    if (role !== undefined) {
      const limit = limitOf(block)
      const inside: DocumentBlock[] = []
      for (let next = at + 1; next < blocks.length; next++) {
        const following = blocks[next]
        if (following === undefined || following.kind === 'heading' || following.start >= limit) break
        if (leads[next] !== undefined) break
        inside.push(following)
      }
      const end = role === 'objectives' ? objectivesEnd(inside) : inside.at(-1)?.end
      const { start, text } = block
      return end === undefined ? [] : [{ role, title: { start, end: block.end, text }, start, end }]
    }
    const list = blocks[at + 1]
    const last = lastSentence.get(indexOf.get(block) ?? -1)
    if (list?.kind !== 'list' || last === undefined || list.section !== block.section) return []
    if (!announcesObjectives(last.text) || list.end > limitOf(block)) return []
    return [{ role: 'objectives', start: last.start === block.start ? block.start : list.start, end: list.end }]
  })
}

/** Without the blocks within lists. */
function outermost(blocks: readonly DocumentBlock[]): readonly DocumentBlock[] {
  let covered = -1
  return blocks.filter(({ start, end }) => {
    if (start < covered) return false
    covered = end
    return true
  })
}

/**
 * The end of the objectives among the blocks of a section: its lists, with what leads to them. Text after them is about
 * the subject. `undefined` if there are none.
 */
export function objectivesEnd(blocks: readonly DocumentBlock[]): number | undefined {
  let end: number | undefined
  let listed = false
  let paragraphs = 0
  let covered = -1
  for (const block of blocks) {
    if (block.start < covered) continue
    covered = block.end
    if (block.kind === 'code') break
    if (block.kind === 'heading') continue
    if (block.kind !== 'paragraph') {
      end = block.end
      listed = true
    } else if (/[:：…]\s*$/.test(block.text) || announcesObjectives(block.text)) {
      if (!/[:：…]\s*$/.test(block.text)) end = block.end
    } else {
      paragraphs += 1
      if (listed || block.text.length > MAX_OBJECTIVE || paragraphs > MAX_OBJECTIVES) break
      end = block.end
    }
  }
  return end
}
