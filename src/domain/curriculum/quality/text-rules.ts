import { debrisIn, isCutOff, isUnbalanced } from '../text/debris.js'
import { excerpt } from '../text/excerpt.js'
import { readingGrade } from '../text/readability.js'
import { countWords } from '../text/words.js'
import { check, checkThat, type QualityRule } from './quality-rule.js'
import { visibleTexts } from './visible-texts.js'

const HIGHEST_GRADE = 14
const ABOVE_SOURCES = 3
const LEAST_WORDS_FOR_GRADE = 30

/** What is wrong with a text for readers; nothing: `undefined`. */
export function hygieneFault(text: string): string | undefined {
  if (text.trim() === '') return 'is empty'
  const debris = debrisIn(text)
  if (debris !== undefined) return `holds ${debris}`
  if (isCutOff(text)) return 'breaks off'
  return isUnbalanced(text) ? 'has a quotation mark without its partner' : undefined
}

/** R41 and R43: all texts. */
export const TEXT_RULES: readonly QualityRule[] = [
  {
    id: 'R41',
    title: 'Hygiene: no debris, placeholder, truncation or unbalanced quotes in visible text',
    hard: false,
    passAt: 0.98,
    language: 'any',
    checks: ({ curriculum }) =>
      visibleTexts(curriculum).map(({ pointer, text }) => {
        const fault = hygieneFault(text)
        const message = fault === undefined ? undefined : `${excerpt(text)} ${fault}`
        return check(pointer, message, 'write plain, whole text')
      }),
  },
  {
    id: 'R43',
    title: 'Reading level: the grade of the prose is at most 14, or 3 above its sources',
    hard: false,
    passAt: 1,
    language: 'english',
    checks: ({ curriculum, documents }) => {
      const prose = visibleTexts(curriculum).flatMap(({ form, text }) => (form === 'prose' ? [text] : []))
      if (prose.reduce((sum, text) => sum + countWords(text), 0) < LEAST_WORDS_FOR_GRADE) return []
      const grade = readingGrade(prose)
      const sources = readingGrade([...documents.values()].map(({ document }) => document.text))
      const most = Math.max(HIGHEST_GRADE, sources + ABOVE_SOURCES)
      const message = `the prose needs grade ${grade.toFixed(1)}, ${most.toFixed(1)} is the most`
      return [checkThat(grade <= most, '', message, 'write shorter sentences and plainer words')]
    },
  },
]
