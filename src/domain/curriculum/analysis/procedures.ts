import { isProse, rolesAround } from '../../knowledge/document-region.js'
import type { KnowledgeDocument, ListBlock } from '../../knowledge/knowledge-document.js'
import { openReference } from '../../text/open-references.js'
import { type EnglishTagger, leadingAct } from '../../text/tagged-text.js'
import { isCutOff, markupLeftoverIn } from '../../text/text-faults.js'
import type { TextRange } from '../../text/text-span.js'
import { countWords } from '../../text/words.js'
import type { Citation } from '../citation.js'
import { upperFirst, withoutEnd } from '../language/phrases.js'
import { cite } from './cite.js'

/** A procedure in steps. */
export interface Procedure {
  /** Its purpose with the verb in base form: "reset a router". */
  readonly goal: string
  /** Three to eight, in the right order. */
  readonly steps: readonly string[]
  /** Range of the introducing sentence and the steps. */
  readonly citations: readonly Citation[]
  readonly start: number
}

const STEPS = { min: 3, max: 8, words: 25 } as const

/** The procedures of a document: numbered instructions. */
export function proceduresOf(document: KnowledgeDocument, tagger: EnglishTagger): readonly Procedure[] {
  const procedures: Procedure[] = []
  for (const [index, block] of document.blocks.entries()) {
    if (block.kind !== 'list' || !isProse(rolesAround(document, block.region))) continue
    const steps = instructions(block, tagger)
    const goal = steps === undefined ? undefined : goalOf(document, index, block, tagger)
    if (steps === undefined || goal === undefined) continue
    const citations = [goal.range, block].flatMap((range) => cite(document, range) ?? [])
    if (citations.length > 0) procedures.push({ goal: goal.text, steps, citations, start: block.start })
  }
  return procedures
}

function instructions({ ordered, items }: ListBlock, tagger: EnglishTagger): readonly string[] | undefined {
  if (!ordered || items.some(({ depth }) => depth > 0)) return undefined
  const steps = items.map(({ text }) => withoutEnd(firstLine(text)))
  return areSteps(steps) && steps.every((step) => isInstruction(step, tagger)) ? steps : undefined
}

/** "Restart the router", "In the menu, choose a channel", "If the lamp is off, check the cable". */
function isInstruction(step: string, tagger: EnglishTagger): boolean {
  const act = /^(?:If|When|Once|After|In|On|From|At|Under|Then)\b[^,]*, (.+)$/.exec(step)?.[1] ?? step
  return leadingAct(tagger, upperFirst(act)) !== undefined
}

function areSteps(steps: readonly string[]): boolean {
  return (
    steps.length >= STEPS.min &&
    steps.length <= STEPS.max &&
    new Set(steps).size === steps.length &&
    steps.every(
      (step) =>
        step !== '' &&
        step.split(' ').length <= STEPS.words &&
        markupLeftoverIn(step) === undefined &&
        !isCutOff(step) &&
        openReference(step) === undefined,
    )
  )
}

/**
 * What a procedure is for, in the sentence before it ("To make coffee:", "how to reset a router") or in its heading ("How to
 * reset a router").
 */
function goalOf(
  document: KnowledgeDocument,
  index: number,
  block: ListBlock,
  tagger: EnglishTagger,
): { readonly text: string; readonly range: TextRange } | undefined {
  const before = document.blocks[index - 1]?.kind === 'paragraph' ? index - 1 : -1
  const last = document.sentences.findLast((sentence) => sentence.block === before)
  const text = withoutEnd(last?.text ?? '')
  const [, stated] =
    /^To ([^,]+)(?:,|$)/.exec(text) ?? /\b(?:how to|in order to|steps to|used to) (.+)$/i.exec(text) ?? []
  if (last !== undefined && stated !== undefined && isGoal(stated, tagger)) return { text: stated, range: last }
  const heading = document.sections[block.section]?.heading
  const titled = withoutEnd(/^(?:[\d.]+ )?How to (.+)$/i.exec(heading?.text ?? '')?.[1] ?? '')
  return heading !== undefined && isGoal(titled, tagger) ? { text: titled, range: heading } : undefined
}

function isGoal(goal: string, tagger: EnglishTagger): boolean {
  const words = countWords(goal)
  if (words < 2 || words > 16 || openReference(goal) !== undefined) return false
  if (/\b(?:we|our|us|it|them|this|these|that|those)\b/i.test(goal)) return false
  return leadingAct(tagger, upperFirst(goal)) !== undefined
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}
