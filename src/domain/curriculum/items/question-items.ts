import { openReference } from '../../text/open-references.js'
import { oneLine } from '../../text/plain-text.js'
import { hygieneFault } from '../../text/text-faults.js'
import { countWords } from '../../text/words.js'
import { addressed } from '../language/phrases.js'
import type { Outcome } from '../outcome.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { answeringPoints } from './answering-points.js'
import type { DraftOpen } from './draft-item.js'

const MAX_QUESTIONS = 2
const MAX_POINTS_OF_QUESTION = 2

/** The questions that documents announce, answered by their key points. */
export function questionItems(parts: readonly DocumentPart[]): readonly DraftOpen[] {
  return parts
    .flatMap((part) => {
      const points = withinPart(part, part.analysis.statements).filter(({ marked }) => marked)
      return withinPart(part, part.analysis.questions).flatMap(({ text }) => {
        const stem = addressed(oneLine(text))
        if (!/\?$/.test(stem) || countWords(stem) < 5 || hygieneFault(stem) !== undefined) return []
        if (openReference(stem) !== undefined) return []
        const answers = answeringPoints(stem, '', points, MAX_POINTS_OF_QUESTION)
        if (answers.length === 0) return []
        return {
          format: 'open',
          kind: 'short-answer',
          stem,
          answer: answers.map((point) => point.text).join(' '),
          bloom: 'understand',
          citations: answers.map(({ citation }) => citation),
          confidence: 0.6,
        } as const
      })
    })
    .slice(0, MAX_QUESTIONS)
}

const ASKED_VERBS: ReadonlySet<string> = new Set([
  'explain',
  'describe',
  'distinguish',
  'compare',
  'summarize',
  'discuss',
])
const MIN_SELF_CONTAINED = 0.5
const MAX_POINTS_OF_OUTCOME = 3

/** Outcomes about knowledge as questions, with the statements that answer them together. */
export function outcomeItems(outcomes: readonly Outcome[], parts: readonly DocumentPart[]): readonly DraftOpen[] {
  return outcomes
    .filter(
      ({ verb, text }) => ASKED_VERBS.has(verb) && openReference(text) === undefined && !/\bthat \p{L}+\.$/u.test(text),
    )
    .flatMap(({ text, verb, bloom, citations }) => {
      const docIds = new Set(citations.map(({ docId }) => docId))
      const statements = parts
        .filter(({ analysis }) => docIds.has(analysis.document.id))
        .flatMap((part) => withinPart(part, part.analysis.statements))
        .filter(({ marked, selfContained }) => marked || selfContained >= MIN_SELF_CONTAINED)
      const answers = answeringPoints(text, verb, statements, MAX_POINTS_OF_OUTCOME)
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
