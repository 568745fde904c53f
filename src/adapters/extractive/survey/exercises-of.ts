import type { CodeBlock, KnowledgeDocument, TextSpan } from '../../../domain/knowledge/index.js'
import { rolesAround } from './region-roles.js'

/** A task that the document sets its readers. */
export interface Exercise {
  readonly title?: string
  /** The sentences that set the scene and the task. */
  readonly sentences: readonly TextSpan[]
  /** The entries of its lists: questions, steps or answers to choose from. */
  readonly entries: readonly TextSpan[]
  readonly code: readonly CodeBlock[]
  /** The sentences of its solution; none if the document gives none. */
  readonly solution: readonly TextSpan[]
  readonly solutionCode: readonly CodeBlock[]
  readonly start: number
  readonly end: number
}

interface Draft {
  title?: string
  readonly sentences: TextSpan[]
  readonly entries: TextSpan[]
  readonly code: CodeBlock[]
  readonly solution: TextSpan[]
  readonly solutionCode: CodeBlock[]
  start: number
  end: number
}

/** The exercises of a document, in reading order. One region may hold several, each under a heading of its own. */
export function exercisesOf(document: KnowledgeDocument): readonly Exercise[] {
  const sentences = sentencesByBlock(document)
  const exercises: Draft[] = []
  let open: Draft | undefined
  let openRegion: number | undefined
  for (const [index, block] of document.blocks.entries()) {
    const roles = rolesAround(document, block.region)
    const region = exerciseAround(document, block.region)
    if (region === undefined) continue
    const answered = roles.includes('solution')
    if (open === undefined || region !== openRegion || (block.kind === 'heading' && !answered && open.end > 0)) {
      const title = document.regions[region]?.title?.text
      const fresh = region !== openRegion
      open = emptyDraft(block.start, fresh ? title : undefined)
      exercises.push(open)
      openRegion = region
    }
    if (block.kind === 'heading') {
      if (!answered) open.title = block.text
      continue
    }
    if (roles.includes('hint')) continue
    open.end = Math.max(open.end, block.end)
    if (block.kind === 'code') (answered ? open.solutionCode : open.code).push(block)
    else if (answered) open.solution.push(...(sentences.get(index) ?? []))
    else if (block.kind === 'list') open.entries.push(...block.items)
    else open.sentences.push(...(sentences.get(index) ?? []))
  }
  return exercises.filter(({ sentences: asked, entries }) => asked.length + entries.length > 0)
}

function emptyDraft(start: number, title: string | undefined): Draft {
  const parts = { sentences: [], entries: [], code: [], solution: [], solutionCode: [], start, end: 0 }
  return title === undefined ? parts : { ...parts, title }
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
