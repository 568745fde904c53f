import { contentWords, countWords, hygieneFault, openReference, shareWithin } from '../../../domain/curriculum/index.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import type { DraftOpen } from './draft-item.js'

const MOST = 2
/** The share of the words of a question that its answer takes up. */
const LEAST_FIT = 0.5

/** Whether a sentence says by what something is done. */
const SHOWS_HOW =
  /^(?:use|add|write|run|set|create|choose|make|apply|open|call)\b|\b(?:by \p{Ll}+ing|is used to|are used to)\b/iu

/** The questions that documents announce, answered by the points that they name as their own. */
export function questionItems(parts: readonly DocumentPart[]): readonly DraftOpen[] {
  return parts
    .flatMap((part) => {
      const points = withinPart(part, part.survey.statements).filter(({ marked }) => marked)
      return withinPart(part, part.survey.questions).flatMap(({ text }) => {
        const stem = addressed(text.replace(/\s+/g, ' ').trim())
        if (!/\?$/.test(stem) || countWords(stem) < 5 || hygieneFault(stem) !== undefined) return []
        if (openReference(stem) !== undefined) return []
        const asked = contentWords(stem)
        const answers = points
          .map((point) => ({ point, fit: shareWithin(asked, point.words) }))
          .filter(({ point, fit }) => fit >= LEAST_FIT && (!/^how /i.test(stem) || SHOWS_HOW.test(point.text)))
          .sort((a, b) => b.fit - a.fit)
          .slice(0, 2)
          .map(({ point }) => point)
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
    .slice(0, MOST)
}

/** A question that learners ask as one that they are asked: "How do I ...?" as "How do you ...?". */
function addressed(question: string): string {
  return question
    .replace(/\b(?:I|we)\b/g, 'you')
    .replace(/\b(?:my|our)\b/g, 'your')
    .replace(/\b(?:me|us)\b/g, 'you')
    .replace(/\bam you\b/g, 'are you')
}
