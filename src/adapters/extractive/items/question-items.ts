import { countWords, hygieneFault, openReference } from '../../../domain/curriculum/index.js'
import { addressed } from '../language/addressed.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { answeringPoints } from './answering-points.js'
import type { DraftOpen } from './draft-item.js'

const MOST = 2
const POINTS = 2

/** The questions that documents announce, answered by the points that they name as their own. */
export function questionItems(parts: readonly DocumentPart[]): readonly DraftOpen[] {
  return parts
    .flatMap((part) => {
      const points = withinPart(part, part.survey.statements).filter(({ marked }) => marked)
      return withinPart(part, part.survey.questions).flatMap(({ text }) => {
        const stem = addressed(text.replace(/\s+/g, ' ').trim())
        if (!/\?$/.test(stem) || countWords(stem) < 5 || hygieneFault(stem) !== undefined) return []
        if (openReference(stem) !== undefined) return []
        const answers = answeringPoints(stem, '', points, POINTS)
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
