import { contentWords, type Outcome, openReference, shareWithin } from '../../../domain/curriculum/index.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import type { DraftOpen } from './draft-item.js'

const ASKED_VERBS: ReadonlySet<string> = new Set([
  'explain',
  'describe',
  'distinguish',
  'compare',
  'summarize',
  'discuss',
])
const LEAST = { selfContained: 0.5, fit: 0.25 } as const
const POINTS = 3

/** Outcomes that say something as the questions that they are, answered by the statements that fit them best. */
export function outcomeItems(outcomes: readonly Outcome[], parts: readonly DocumentPart[]): readonly DraftOpen[] {
  return outcomes
    .filter(
      ({ verb, text }) => ASKED_VERBS.has(verb) && openReference(text) === undefined && !/\bthat \p{L}+\.$/u.test(text),
    )
    .flatMap(({ text, verb, bloom, citations }) => {
      const asked = contentWords(text, new Set([verb]))
      const docIds = new Set(citations.map(({ docId }) => docId))
      const answers = parts
        .filter(({ survey }) => docIds.has(survey.document.id))
        .flatMap((part) =>
          withinPart(part, part.survey.statements)
            .filter(({ marked, selfContained }) => marked || selfContained >= LEAST.selfContained)
            .map((statement) => ({
              text: statement.text,
              citation: statement.citation,
              start: statement.start,
              fit: shareWithin(asked, statement.words) + (statement.marked ? 0.15 : 0),
            })),
        )
        .filter(({ fit }) => fit >= LEAST.fit)
        .sort((a, b) => b.fit - a.fit || a.start - b.start)
        .slice(0, POINTS)
      if (answers.length === 0) return []
      return {
        format: 'open',
        kind: 'short-answer',
        stem: text,
        answer: `A full answer makes these points: ${answers.map((answer) => answer.text).join(' ')}`,
        bloom: bloom === 'analyze' ? 'analyze' : 'understand',
        citations: answers.map(({ citation }) => citation),
        confidence: answers.length > 1 ? 0.6 : 0.5,
      } as const
    })
}
