import type { FileChild } from 'docx'
import type { Unit } from '../../../../domain/curriculum/index.js'
import type { Manuscript } from '../writing/manuscript.js'
import { paragraph } from '../writing/paragraph.js'

/** What a unit leaves behind: key points, and terms with their meaning. */
export function unitKnowledge(manuscript: Manuscript, { keyPoints, glossary }: Unit): readonly FileChild[] {
  return [
    ...(keyPoints.length === 0 ? [] : [manuscript.heading(3, 'Key points')]),
    // One line alone below its heading looks lost.
    ...keyPoints.map(({ text, citations }, index) =>
      paragraph('ListBullet', [text, ...manuscript.cite(citations)], { keepNext: index === 0 && keyPoints.length > 1 }),
    ),
    ...(glossary.length === 0 ? [] : [manuscript.heading(3, 'Glossary')]),
    ...glossary.map(({ term, definition, citations }) =>
      paragraph('Definition', [{ text: term, look: 'Strong' }, ` – ${definition}`, ...manuscript.cite(citations)]),
    ),
  ]
}
