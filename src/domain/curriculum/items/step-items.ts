import { contentWords } from '../../text/content-words.js'
import { lowerFirst } from '../language/phrases.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import type { DraftOrder } from './draft-item.js'

const MIN_STEPS = 4
const MAX_PROCEDURES = 3
const IN_TURN = /\b(?:then|wait|again|until|once|after|before|now|finally|first|last)\b/i

/** The procedures of a unit to be put in order. */
export function orderItems(parts: readonly DocumentPart[]): readonly DraftOrder[] {
  const procedures = parts.flatMap((part) => withinPart(part, part.analysis.procedures))
  return procedures
    .filter(({ steps }) => steps.length >= MIN_STEPS && isForced(steps))
    .slice(0, MAX_PROCEDURES)
    .map(
      ({ goal, steps, citations }): DraftOrder => ({
        basis: 'derived',
        format: 'order',
        kind: 'order-steps',
        stem: `Put the steps into the right order. The aim is to ${lowerFirst(goal)}.`,
        steps,
        bloom: 'remember',
        citations,
        confidence: 0.7,
        doubts: [{ check: 'order', message: 'two of the steps may be exchanged' }],
      }),
    )
}

/** Whether each step takes up something of the step before: the order of unrelated steps is a matter of taste. */
function isForced(steps: readonly string[]): boolean {
  const words = steps.map((step) => contentWords(step))
  // What most steps name links none of them.
  const common = (word: string) => words.filter((own) => own.has(word)).length > steps.length * 0.75
  return words.every((own, index) => {
    const before = words[index - 1]
    if (before === undefined || IN_TURN.test(steps[index] ?? '')) return true
    return [...own].some((word) => before.has(word) && !common(word))
  })
}
