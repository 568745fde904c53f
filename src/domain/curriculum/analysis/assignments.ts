import type { DocumentBlock, KnowledgeDocument, TableBlock } from '../../knowledge/knowledge-document.js'
import { oneLine } from '../../text/plain-text.js'
import type { TextSpan } from '../../text/text-span.js'

/** A criterion that a document states for a task. */
export interface StatedCriterion {
  readonly name: string
  /** What the best work shows. */
  readonly description: string
}

/** A task that is handed in: instructions with the criteria by which they are marked. */
export interface Assignment {
  readonly title: string
  /** The instructions, in reading order. */
  readonly pieces: readonly TextSpan[]
  readonly criteria: readonly StatedCriterion[]
  readonly start: number
}

const RUBRIC_HEADER = /^(?:criteria|criterion|aspect|category|kriterien?|crit[èe]res?|criterios?)$/i
const INSTRUCTIONS =
  /^(?:instructions?|your task|the task|task|assignment|aufgabe|aufgabenstellung|consignes?|instrucciones)$/i
const MAX_PIECES = 12

/** The assignments of a document: a rubric table, and the instructions before it. */
export function assignmentsOf(document: KnowledgeDocument): readonly Assignment[] {
  return document.blocks.flatMap((block, index): readonly Assignment[] => {
    if (block.kind !== 'table' || !RUBRIC_HEADER.test(oneLine(block.header[0]?.text ?? ''))) return []
    const criteria = criteriaOf(block)
    const pieces = instructionsBefore(document, index)
    const [first] = pieces
    if (criteria.length === 0 || first === undefined) return []
    return [{ title: titleBefore(document, index), pieces, criteria, start: first.start }]
  })
}

/** The name of a criterion is in the first column, the best work in the second. */
function criteriaOf({ rows }: TableBlock): readonly StatedCriterion[] {
  return rows.flatMap(([name, best]) =>
    name === undefined || best === undefined ? [] : [{ name: oneLine(name.text), description: oneLine(best.text) }],
  )
}

/** The blocks between the heading "Instructions", or the last heading, and the heading of the rubric. */
function instructionsBefore(document: KnowledgeDocument, table: number): readonly TextSpan[] {
  const { blocks } = document
  const headings = blocks.flatMap((block, index) => (block.kind === 'heading' && index < table ? [index] : []))
  const named = headings.findLast((index) => INSTRUCTIONS.test(oneLine(headingText(blocks[index]))))
  const from = named ?? headings.at(-2) ?? headings.at(-1)
  if (from === undefined) return []
  const pieces = blocks.flatMap((block, index): readonly TextSpan[] => {
    if (index <= from || index >= table) return []
    if (block.kind === 'list') return block.items
    return block.kind === 'paragraph' ? document.sentences.filter((sentence) => sentence.block === index) : []
  })
  return pieces.length > MAX_PIECES ? [] : pieces
}

/** The last heading above the table that is not that of the instructions or of the rubric. */
function titleBefore({ blocks, title }: KnowledgeDocument, table: number): string {
  const heading = blocks.findLast(
    (block, index) =>
      index < table &&
      block.kind === 'heading' &&
      !INSTRUCTIONS.test(oneLine(block.text)) &&
      !/^(?:rubric|grading|marking|bewertung|bar[èe]me|r[úu]brica)/i.test(oneLine(block.text)),
  )
  return oneLine(headingText(heading)) || title
}

function headingText(block: DocumentBlock | undefined): string {
  return block?.kind === 'heading' ? block.text : ''
}
