import type { CheckReport, Curriculum, CurriculumReport, SourcingReport } from '../../../src/domain/curriculum/index.js'
import { writeReport } from '../../../src/domain/curriculum/index.js'
import type { MaterialText } from '../../../src/domain/curriculum/report/text/measure-texts.js'
import { gardenCurriculum } from './garden-curriculum.js'
import { GARDEN_DOCUMENTS } from './garden-documents.js'

/** Text in which nothing is wrong. */
export const SOUND_TEXT: MaterialText = {
  words: 1200,
  sentenceWords: 1100,
  sentences: 90,
  languages: [{ language: 'en', words: 1200 }],
  wordOrder: { openers: 300, misplaced: 1 },
  cohesion: { compared: 60, belonging: 0.85 },
  damaged: { sentences: 0, examples: [] },
  duplicates: { words: 0, documents: [] },
}

/** The documents of the garden cover its aim. */
export function gardenSourcing(text: Partial<MaterialText> = {}): SourcingReport {
  const aims = gardenCurriculum().program.aims.map((aim) => ({ aim, covered: true, missing: [], passages: [] }))
  return { aims, unused: [], refused: [], text: { ...SOUND_TEXT, ...text } }
}

/** The report on a curriculum of the garden's documents. */
export function reportOnGarden(curriculum: Curriculum, text: Partial<MaterialText> = {}): CurriculumReport {
  return writeReport(curriculum, GARDEN_DOCUMENTS, gardenSourcing(text))
}

/** Only its checks. */
export function checkGarden(curriculum: Curriculum): CheckReport {
  return reportOnGarden(curriculum).checks
}
