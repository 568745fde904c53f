import type { FileChild } from 'docx'
import type { Manuscript } from '../writing/manuscript.js'
import { paragraph } from '../writing/paragraph.js'

/** The bibliography. */
export function sourcesPart(manuscript: Manuscript): readonly FileChild[] {
  const { sources } = manuscript.generated.curriculum
  return [
    manuscript.heading(1, 'Sources'),
    ...(sources.length === 0 ? [paragraph('Normal', 'No document is cited.')] : []),
    ...sources.map(({ apa }) => paragraph('Bibliography', apa)),
  ]
}
