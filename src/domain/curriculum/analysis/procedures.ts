import { rolesAround } from '../../knowledge/document-region.js'
import type { CodeBlock, KnowledgeDocument, ListBlock } from '../../knowledge/knowledge-document.js'
import { openReference } from '../../text/open-references.js'
import { isCutOff, markupLeftoverIn } from '../../text/text-faults.js'
import type { TextRange } from '../../text/text-span.js'
import { wordsOf } from '../../text/words.js'
import type { Citation } from '../citation.js'
import { withoutEnd } from '../language/phrases.js'
import { isBaseVerb } from '../language/verbs.js'
import { cite } from './cite.js'
import { isConsole } from './purposes.js'

/** A procedure in steps. */
export interface Procedure {
  /** The heading above it. */
  readonly heading?: string
  /** Its purpose with the verb in base form, if the sentence before it states one. */
  readonly goal?: string
  /** Three to seven, in the right order. */
  readonly steps: readonly string[]
  readonly kind: 'steps' | 'commands'
  /** Range of the introducing sentence and the steps. */
  readonly citations: readonly Citation[]
  readonly start: number
}

/** Commands that only display something have no fixed place in a sequence. */
const INSPECTS =
  /^(?:\S+ )?(?:ls|cat|pwd|cd|dir|tail|head|less|more|echo|nano|vim?|emacs|status|log|diff|show|list|get|describe|info|help|version|which|where|man)\b/

const STEPS = { min: 3, max: 7, words: 22 } as const

/** The procedures of a document: numbered instructions, and command lines that are entered one after the other. */
export function proceduresOf(document: KnowledgeDocument): readonly Procedure[] {
  const procedures: Procedure[] = []
  for (const [index, block] of document.blocks.entries()) {
    if (block.kind !== 'list' && block.kind !== 'code') continue
    if (rolesAround(document, block.region).some((role) => role === 'exercise' || role === 'references')) continue
    const steps = block.kind === 'list' ? instructions(block) : commands(block)
    if (steps === undefined) continue
    const stated = goalBefore(document, index)
    const citations = [stated?.range, block].flatMap((range) =>
      range === undefined ? [] : (cite(document, range) ?? []),
    )
    if (citations.length === 0) continue
    const heading = document.sections[block.section]?.heading?.text
    const goal = stated?.goal
    procedures.push({
      ...(heading === undefined ? {} : { heading }),
      ...(goal === undefined ? {} : { goal }),
      steps,
      kind: block.kind === 'list' ? 'steps' : 'commands',
      citations,
      start: block.start,
    })
  }
  return procedures
}

function instructions({ ordered, items }: ListBlock): readonly string[] | undefined {
  if (!ordered) return undefined
  const steps = items.filter(({ depth }) => depth === 0).map(({ text }) => withoutEnd(firstLine(text)))
  const imperative = steps.filter((step) => isBaseVerb(wordsOf(step)[0] ?? '')).length
  return imperative >= steps.length * 0.7 && areSteps(steps) ? steps : undefined
}

function commands(block: CodeBlock): readonly string[] | undefined {
  const lines = block.text.split('\n').filter((line) => line.trim() !== '')
  const prompted = lines.every((line) => /^(?:\$|>|%) /.test(line))
  if (!prompted && !isConsole(block)) return undefined
  const steps = lines.map((line) =>
    line
      .replace(/^(?:\$|>|%) /, '')
      .replace(/\s+#.*$/, '')
      .trim(),
  )
  // Two calls of the same command are interchangeable.
  const calls = new Set(steps.map((step) => step.split(' ').slice(0, 2).join(' ')))
  const acting = steps.filter((step) => !INSPECTS.test(step))
  if (acting.length < steps.length) return undefined
  return calls.size === steps.length && steps.every((step) => /^[a-z]/.test(step)) && areSteps(steps)
    ? steps
    : undefined
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

/** The purpose in the sentence before a block: "To make coffee:", "let's create a folder:", "how to reset a router". */
function goalBefore(
  document: KnowledgeDocument,
  index: number,
): { readonly goal: string; readonly range: TextRange } | undefined {
  const before = document.blocks[index - 1]
  if (before?.kind !== 'paragraph') return undefined
  const last = document.sentences.filter(({ block }) => block === index - 1).at(-1)
  const text = withoutEnd(last?.text ?? '')
  const [, goal] =
    /^To ([^,]+)(?:,|$)/.exec(text) ?? /\b(?:let['’]s|how to|in order to|steps to|used to) (.+)$/i.exec(text) ?? []
  const words = wordsOf(goal ?? '')
  if (goal === undefined || !isBaseVerb(words[0] ?? '') || words.length < 2 || words.length > 16) return undefined
  if (last === undefined || openReference(goal) !== undefined || /\b(?:we|our|us|it|them|this|these)\b/i.test(goal)) {
    return undefined
  }
  return { goal, range: last }
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}
