import { contentWords } from '../../../text/content-words.js'
import { leadingConnective, leadingPronoun, openReference } from '../../../text/open-references.js'
import { excerpt } from '../../../text/plain-text.js'
import { readingGrade } from '../../../text/readability.js'
import { stem } from '../../../text/stem.js'
import { hygieneFault } from '../../../text/text-faults.js'
import { countWords, normaliseText, wordsOf } from '../../../text/words.js'
import { type CheckRule, check, checkThat } from './check-rule.js'
import { visibleTexts } from './located-parts.js'

const HIGHEST_GRADE = 14
const ABOVE_SOURCES = 3
const MIN_WORDS_FOR_GRADE = 30

/** R41 and R43: all texts. */
export const TEXT_RULES: readonly CheckRule[] = [
  {
    id: 'R41',
    title: 'Hygiene: no markup leftovers, placeholder, truncation or unbalanced quotes in visible text',
    hard: false,
    threshold: 0.98,
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
    threshold: 1,
    language: 'english',
    checks: ({ curriculum, documents }) => {
      const prose = visibleTexts(curriculum).flatMap(({ form, text }) => (form === 'prose' ? [text] : []))
      if (prose.reduce((sum, text) => sum + countWords(text), 0) < MIN_WORDS_FOR_GRADE) return []
      const grade = readingGrade(prose)
      const sources = readingGrade([...documents.values()].map(({ document }) => document.text))
      const max = Math.max(HIGHEST_GRADE, sources + ABOVE_SOURCES)
      const message = `the prose needs grade ${grade.toFixed(1)}, the maximum is ${max.toFixed(1)}`
      return [checkThat(grade <= max, '', message, 'write shorter sentences and plainer words')]
    },
  },
]

const MAX_TITLE_WORDS = 10

/** R42, R45, R46 and R48: texts of units. */
export const UNIT_TEXT_RULES: readonly CheckRule[] = [
  {
    id: 'R42',
    title: 'Key points are complete, self-contained sentences',
    hard: false,
    threshold: 0.9,
    language: 'english',
    checks: ({ curriculum: { units } }) =>
      units.flatMap(({ keyPoints }, unit) =>
        keyPoints.map(({ text }, index) => {
          const fault = keyPointFault(text)
          const message = fault === undefined ? undefined : `${excerpt(text)} ${fault}`
          const hint = `write one sentence of ${KEY_POINT_WORDS.min} to ${KEY_POINT_WORDS.max} words that needs no other`
          return check(`/units/${unit}/keyPoints/${index}`, message, hint)
        }),
      ),
  },
  {
    id: 'R45',
    title: 'Key point is on topic: shares a word with lesson titles, topics or glossary of its unit',
    hard: false,
    threshold: 0.95,
    language: 'any',
    checks: ({ curriculum: { units }, contentWords }) =>
      units.flatMap(({ title, topics, glossary, lessons, keyPoints }, unit) => {
        const subjects = [
          title,
          ...topics,
          ...glossary.map(({ term }) => term),
          ...lessons.map((lesson) => lesson.title),
        ]
        const words = contentWords(subjects.join('\n'))
        return keyPoints.map(({ text }, index) =>
          checkThat(
            [...contentWords(text)].some((word) => words.has(word)),
            `/units/${unit}/keyPoints/${index}`,
            `${excerpt(text)} has no word in common with its unit`,
            'move it to the unit that it belongs to, or name its subject',
          ),
        )
      }),
  },
  {
    id: 'R46',
    title: 'Definition is whole: of 3 to 60 words, and not only the term itself',
    hard: false,
    threshold: 0.9,
    language: 'english',
    checks: ({ curriculum: { units } }) =>
      units.flatMap(({ glossary }, unit) =>
        glossary.map(({ term, definition }, index) => {
          const fault = definitionFault(term, definition)
          const message = fault === undefined ? undefined : `the definition of "${term}" ${fault}`
          const hint = `say in ${DEFINITION_WORDS.min} to ${DEFINITION_WORDS.max} words what it is`
          return check(`/units/${unit}/glossary/${index}`, message, hint)
        }),
      ),
  },
  {
    id: 'R48',
    title: `Titles are distinct, of 1 to ${MAX_TITLE_WORDS} words, and no question in unit titles`,
    hard: false,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum: { units } }) => {
      const hint = `give it a unique short title of at most ${MAX_TITLE_WORDS} words`
      const unitTitles = units.map(({ title }, unit) => ({ title, pointer: `/units/${unit}`, ofUnit: true }))
      const lessonTitles = units.flatMap(({ lessons }, unit) =>
        lessons.map(({ title }, index) => ({ title, pointer: `/units/${unit}/lessons/${index}`, ofUnit: false })),
      )
      return [unitTitles, lessonTitles].flatMap((titles) =>
        titles.map(({ title, pointer, ofUnit }, index) => {
          const words = countWords(title)
          const duplicate = titles.slice(0, index).some((other) => normaliseText(other.title) === normaliseText(title))
          const fault = duplicate
            ? 'is used twice'
            : words < 1 || words > MAX_TITLE_WORDS
              ? `has ${words} words`
              : ofUnit && /[?:]\s*$|\?/.test(title)
                ? 'is a question or ends in a colon'
                : undefined
          return check(pointer, fault === undefined ? undefined : `the title ${excerpt(title)} ${fault}`, hint)
        }),
      )
    },
  },
]

/** The length of a definition, in words. */
const DEFINITION_WORDS = { min: 3, max: 60 } as const

/** The defect of a definition, if any. Its form is the author's. */
function definitionFault(term: string, definition: string): string | undefined {
  const words = countWords(definition)
  if (words < DEFINITION_WORDS.min || words > DEFINITION_WORDS.max) return `has ${words} words`
  const named = new Set(wordsOf(term).map(stem))
  const further = [...contentWords(definition)].filter((word) => !named.has(word))
  return further.length === 0 ? 'explains the term by itself' : undefined
}

/** The length of a key point, in words. */
const KEY_POINT_WORDS = { min: 6, max: 60 } as const

/** The defect in the form of a key point, if any. */
function keyPointFault(text: string): string | undefined {
  const words = countWords(text)
  if (words < KEY_POINT_WORDS.min || words > KEY_POINT_WORDS.max) return `has ${words} words`
  if (!/^["'“‘(]?[\p{Lu}\p{N}]/u.test(text)) return 'does not begin like a sentence'
  if (!/\.["'”’)]?$/.test(text)) return 'has no full stop'
  const open = leadingPronoun(text) ?? leadingConnective(text) ?? openReference(text)
  return open === undefined ? undefined : `refers to something else: "${open}"`
}
