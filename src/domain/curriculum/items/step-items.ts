import { hygieneFault } from '../../text/text-faults.js'
import type { Procedure } from '../analysis/procedures.js'
import { lowerFirst } from '../language/phrases.js'
import { titleInSentence } from '../language/titles.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { plainTitle } from '../outline/unit-title.js'
import { chooseDistractors } from './choose-distractors.js'
import type { DraftChoice, DraftOrder } from './draft-item.js'
import { seededOrder } from './seeded-order.js'

const MAX_PROCEDURES = 3

/** The procedures of a unit to be put in order. */
export function orderItems(parts: readonly DocumentPart[]): readonly DraftOrder[] {
  return proceduresOfParts(parts)
    .slice(0, MAX_PROCEDURES)
    .map(({ procedure, task }) => ({
      format: 'order',
      kind: 'order-steps',
      stem: `Put these ${procedure.kind} into the right order to ${task}.`,
      steps: procedure.steps,
      bloom: 'apply',
      citations: procedure.citations,
      // A heading with "one" or "it" is clear only in its place.
      confidence: procedure.goal !== undefined ? 0.7 : /\b(?:ones?|it|them|this|these)\b/.test(task) ? 0.45 : 0.55,
    }))
}

/** A procedure with one step of another procedure. */
export function intruderItems(parts: readonly DocumentPart[], seed: number): readonly DraftChoice[] {
  const procedures = proceduresOfParts(parts)
  return procedures.slice(0, 2).flatMap(({ procedure, task }, index) => {
    const other = procedures.find(
      (candidate, at) => at !== index && candidate.procedure.kind === procedure.kind && candidate.task !== task,
    )
    const wrongStep = other?.procedure.steps.find((step) => !procedure.steps.some((own) => isLike(own, step)))
    if (wrongStep === undefined || other === undefined) return []
    const stem = `A learner wants to ${task}. Which of these ${procedure.kind} does NOT belong to this task?`
    const wrong = chooseDistractors(
      stem,
      wrongStep,
      seededOrder(procedure.steps, seed, stem, (step) => step),
    )
    if (wrong === undefined) return []
    return {
      format: 'choice',
      kind: 'find-error',
      stem,
      right: wrongStep,
      wrong,
      bloom: 'analyze',
      citations: [...procedure.citations, ...other.procedure.citations],
      confidence: 0.55,
    } as const
  })
}

interface Task {
  readonly procedure: Procedure
  /** A verb in base form and its object. */
  readonly task: string
}

/** Procedures with a stated purpose. */
function proceduresOfParts(parts: readonly DocumentPart[]): readonly Task[] {
  const seen = new Set<string>()
  return parts.flatMap((part) =>
    withinPart(part, part.analysis.procedures).flatMap((procedure) => {
      const heading = /^How to (.+)$/i.exec(plainTitle(procedure.heading ?? ''))?.[1]
      const task = procedure.goal ?? (heading === undefined ? undefined : titleInSentence(heading, part.analysis.names))
      const key = procedure.steps.join('\n')
      if (task === undefined || seen.has(key) || hygieneFault(task) !== undefined) return []
      seen.add(key)
      return [{ procedure, task: lowerFirst(task) }]
    }),
  )
}

function isLike(a: string, b: string): boolean {
  const start = (step: string) => step.split(' ').slice(0, 2).join(' ').toLowerCase()
  return start(a) === start(b)
}
