import type { TeachingMaterial } from '../../ports/curriculum/index.js'
import { isEnglishDocument } from './survey/survey-document.js'

const LITTLE_WORDS = 400
/** Words of reading for an hour of teaching, below which most of the time has to be filled by those who teach. */
const LEAST_WORDS_PER_HOUR = 250

/** What a reader of the curriculum should know about how it came to be. */
export function remarksOn({ brief, documents }: TeachingMaterial): readonly string[] {
  const foreign = documents.filter((document) => !isEnglishDocument(document))
  const words = documents.reduce((sum, document) => sum + document.words, 0)
  return [
    ...(/^en(?:-|$)/i.test(brief.language)
      ? []
      : [`the program is taught in "${brief.language}", the offline author writes English: texts need translation`]),
    ...(foreign.length === 0
      ? []
      : [`not in English, so taught by their structure only: ${foreign.map(({ id }) => id).join(', ')}`]),
    ...(words >= LITTLE_WORDS ? [] : [`the documents have ${words} words: too few for full units`]),
    ...(words >= LEAST_WORDS_PER_HOUR * brief.totalHours || words < LITTLE_WORDS
      ? []
      : [
          `the documents have ${words} words for ${brief.totalHours} hours: most of the time is practice that needs material of your own`,
        ]),
  ]
}
