import type { TeachingMaterial } from '../../ports/curriculum/index.js'
import { isEnglishDocument } from './survey/survey-document.js'

const LITTLE_WORDS = 400

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
  ]
}
