import type { KeyPoint } from '../../../domain/curriculum/index.js'
import { withoutEnd } from '../language/phrases.js'
import type { DraftOpen } from './draft-item.js'

const POINTS = 3
/** A point that says what to do. */
const ADVICE =
  /\b(?:should|must|need to|have to|ought to|avoid|recommended|best to|important to|do not|never|always)\b/i

/** A comparison, and what a single command does. */
const NO_POINT = /\blike an?\b|^the (?:command|option|flag|function) |^the --?\w/i

/** A case in which learners act by what the unit advises, or join what it states. */
export function caseItem(topic: string, keyPoints: readonly KeyPoint[]): DraftOpen | undefined {
  const advice = keyPoints.filter(({ text }) => ADVICE.test(text))
  const points = (advice.length >= 2 ? advice : keyPoints.filter(({ text }) => !NO_POINT.test(text))).slice(0, POINTS)
  if (points.length < 2) return undefined
  const acts = advice.length >= 2
  return {
    format: 'open',
    kind: 'case',
    stem: acts
      ? `Choose a piece of work from your own field that has to do with ${topic}. Decide for each of the points shown how you would act on it there, and justify each decision.`
      : `Explain to a newcomer how the points shown on ${topic} hang together. Use one example from your own field throughout.`,
    material: points.map(({ text }, index) => `${index + 1}) ${withoutEnd(text)}.`).join('\n'),
    answer: acts
      ? 'For each point there is a decision that fits the chosen work and agrees with the point, and a reason for it. Where a point does not apply, the answer says why.'
      : 'The explanation takes up each point correctly, shows how one leads to the next, and keeps to one example that fits them all.',
    bloom: acts ? 'evaluate' : 'analyze',
    citations: points.flatMap(({ citations }) => citations),
    confidence: acts ? 0.6 : 0.45,
  }
}
