import { type Outcome, openReference } from '../../../domain/curriculum/index.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { answeringPoints } from './answering-points.js'
import type { DraftOpen } from './draft-item.js'

const ASKED_VERBS: ReadonlySet<string> = new Set([
  'explain',
  'describe',
  'distinguish',
  'compare',
  'summarize',
  'discuss',
])
const LEAST_SELF_CONTAINED = 0.5
const POINTS = 3

/** Outcomes that say something as the questions that they are, with the statements that answer them together. */
export function outcomeItems(outcomes: readonly Outcome[], parts: readonly DocumentPart[]): readonly DraftOpen[] {
  return outcomes
    .filter(
      ({ verb, text }) => ASKED_VERBS.has(verb) && openReference(text) === undefined && !/\bthat \p{L}+\.$/u.test(text),
    )
    .flatMap(({ text, verb, bloom, citations }) => {
      const docIds = new Set(citations.map(({ docId }) => docId))
      const statements = parts
        .filter(({ survey }) => docIds.has(survey.document.id))
        .flatMap((part) => withinPart(part, part.survey.statements))
        .filter(({ marked, selfContained }) => marked || selfContained >= LEAST_SELF_CONTAINED)
      const answers = answeringPoints(text, verb, statements, POINTS)
      if (answers.length === 0) return []
      return {
        format: 'open',
        kind: 'short-answer',
        stem: text,
        answer: `A full answer makes ${answers.length > 1 ? 'these points' : 'this point'}: ${answers.map((answer) => answer.text).join(' ')}`,
        bloom: bloom === 'analyze' ? 'analyze' : 'understand',
        citations: answers.map(({ citation }) => citation),
        confidence: answers.length > 1 ? 0.6 : 0.5,
      } as const
    })
}
