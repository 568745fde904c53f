import { type RegionRole, rolesAround } from '../../knowledge/document-region.js'
import type { DocumentBlock, KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import type { TextSpan } from '../../text/text-span.js'

/** A stretch of an exercise or its solution. */
export interface ExercisePiece {
  readonly kind: 'sentence' | 'entry' | 'code'
  readonly span: TextSpan
}

/** A task that the document sets its readers. */
export interface Exercise {
  readonly title?: string
  /** The scenario, the task and the options, in reading order. */
  readonly pieces: readonly ExercisePiece[]
  /** The parts of the solution; empty if there is none. */
  readonly solution: readonly ExercisePiece[]
  readonly start: number
}

interface Draft {
  title?: string
  readonly pieces: ExercisePiece[]
  readonly solution: ExercisePiece[]
  readonly start: number
}

/** Whether a part belongs to the exercise or its solution. Key points in its region, for example, do not. */
const OF_EXERCISES: ReadonlySet<RegionRole> = new Set(['exercise', 'solution', 'hint', 'note', 'example'])

/** The exercises of a document, in reading order. A region can contain several, each under its own heading. */
export function exercisesOf(document: KnowledgeDocument): readonly Exercise[] {
  const sentences = sentencesByBlock(document)
  const exercises: Draft[] = []
  let open: Draft | undefined
  let openRegion: number | undefined
  for (const [index, block] of document.blocks.entries()) {
    const region = exerciseAround(document, block.region)
    if (region === undefined) continue
    const roles = rolesAround(document, block.region)
    if (!OF_EXERCISES.has(roles[0] ?? 'exercise')) continue
    const answered = roles.includes('solution')
    const isTitle = block.kind === 'heading' && !answered
    if (open === undefined || region !== openRegion || (isTitle && open.pieces.length > 0)) {
      const title = region === openRegion ? undefined : document.regions[region]?.title?.text
      open = { ...(title === undefined ? {} : { title }), pieces: [], solution: [], start: block.start }
      exercises.push(open)
      openRegion = region
    }
    if (isTitle) open.title = block.text
    // Earlier text in the solution introduces it.
    else if (block.kind === 'heading' && /^(?:solutions?|answers?)\b/i.test(block.text)) open.solution.length = 0
    else if (!roles.includes('hint'))
      (answered ? open.solution : open.pieces).push(...piecesOf(block, sentences.get(index)))
  }
  return exercises.filter(({ pieces }) => pieces.length > 0)
}

/** What follows the exercises at the end of a page: praise, and links to the pages around it. */
const NO_TASK =
  /^\W*(?:congratulations|well done|great job|félicitations|enhorabuena|felicidades|glückwunsch|herzlichen glückwunsch|(?:previous|next|vorige|nächste) (?:day|lesson|chapter|page)|back to (?:the )?top|table of contents)\b.{0,60}$|^(?:<<|←|◀).*\||\|.*(?:>>|→|▶)\s*$/iu

function piecesOf(block: DocumentBlock, sentences: readonly TextSpan[] = []): readonly ExercisePiece[] {
  if (block.kind === 'heading' || (block.kind === 'paragraph' && NO_TASK.test(block.text))) return []
  if (block.kind === 'code') return [{ kind: 'code', span: block }]
  if (block.kind === 'list') return block.items.map((span) => ({ kind: 'entry', span }))
  // A formula on its own is no sentence, but part of the task.
  if (block.kind === 'paragraph' && sentences.length === 0) return [{ kind: 'sentence', span: block }]
  return sentences.map((span) => ({ kind: 'sentence', span }))
}

/** The outermost exercise around a region. */
function exerciseAround({ regions }: KnowledgeDocument, region: number | undefined): number | undefined {
  let found: number | undefined
  for (let at = region; at !== undefined; at = regions[at]?.parent) if (regions[at]?.role === 'exercise') found = at
  return found
}

function sentencesByBlock({ sentences }: KnowledgeDocument): ReadonlyMap<number, readonly TextSpan[]> {
  const byBlock = new Map<number, TextSpan[]>()
  for (const { block, start, end, text } of sentences) {
    const list = byBlock.get(block)
    if (list === undefined) byBlock.set(block, [{ start, end, text }])
    else list.push({ start, end, text })
  }
  return byBlock
}
