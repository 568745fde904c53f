import type { KnowledgeDocument } from '../../../src/domain/knowledge/index.js'
import { encloses, type TextRange } from '../../../src/domain/text/index.js'

/**
 * Everything that is wrong with the ranges of a document: one that is empty or leaves the text, one that does not quote
 * what stands there, an index that leads nowhere, a part outside of what it belongs to.
 */
export function misquotes(document: KnowledgeDocument): readonly string[] {
  const { text, sections, regions, blocks } = document
  const wrong: string[] = []
  const visit = (value: unknown, path: string) => {
    if (typeof value !== 'object' || value === null) return
    if ('start' in value && 'end' in value) {
      const { start, end } = value as TextRange
      const inside = Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end && end <= text.length
      if (!inside) wrong.push(`${path} is ${start} to ${end} of ${text.length}`)
      if ('text' in value && text.slice(start, end) !== value.text) wrong.push(`${path} does not quote the text`)
      // Code keeps its indentation, and so does what begins with code.
      if (/^\n|\s$/.test(text.slice(start, end))) wrong.push(`${path} has white space at an end`)
    }
    for (const [name, part] of Object.entries(value)) visit(part, `${path}.${name}`)
  }
  for (const name of ['sections', 'blocks', 'sentences', 'definitions', 'marks', 'regions', 'pages'] as const) {
    visit(document[name], name)
  }
  const within = (part: TextRange, whole: TextRange | undefined, path: string) => {
    if (whole === undefined || !encloses(whole, part)) wrong.push(`${path} lies outside of what it belongs to`)
  }
  for (const [index, block] of blocks.entries()) {
    within(block, sections[block.section], `blocks.${index}.section`)
    if (block.region !== undefined) within(block, regions[block.region], `blocks.${index}.region`)
  }
  for (const name of ['sentences', 'marks'] as const) {
    for (const [index, part] of document[name].entries()) within(part, blocks[part.block], `${name}.${index}.block`)
  }
  for (const [index, { parent, ...section }] of sections.entries()) {
    if (parent !== undefined) within(section, sections[parent], `sections.${index}.parent`)
  }
  for (const [index, { parent }] of regions.entries()) {
    if (parent !== undefined && !(parent < index)) wrong.push(`regions.${index}.parent does not stand before it`)
  }
  return wrong
}
