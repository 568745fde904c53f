import { excerpt } from '../text/excerpt.js'
import { countWords, normaliseText } from '../text/words.js'
import { DEFINITION_WORDS, definitionFault } from './definition-wording.js'
import { KEY_POINT_WORDS, keyPointFault } from './key-point-wording.js'
import { check, checkThat, type QualityRule } from './quality-rule.js'

const MOST_TITLE_WORDS = 10

/** R42, R45, R46 and R48: what units say. */
export const UNIT_TEXT_RULES: readonly QualityRule[] = [
  {
    id: 'R42',
    title: 'Key points are complete, self-contained sentences',
    hard: false,
    passAt: 0.9,
    language: 'english',
    checks: ({ curriculum: { units } }) =>
      units.flatMap(({ keyPoints }, unit) =>
        keyPoints.map(({ text }, index) => {
          const fault = keyPointFault(text)
          const message = fault === undefined ? undefined : `${excerpt(text)} ${fault}`
          const hint = `write one sentence of ${KEY_POINT_WORDS.least} to ${KEY_POINT_WORDS.most} words that needs no other`
          return check(`/units/${unit}/keyPoints/${index}`, message, hint)
        }),
      ),
  },
  {
    id: 'R45',
    title: 'Key point is on topic: shares a word with lesson titles, topics or glossary of its unit',
    hard: false,
    passAt: 0.95,
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
    title: 'Definition is well formed: a noun phrase, not circular',
    hard: false,
    passAt: 0.9,
    language: 'english',
    checks: ({ curriculum: { units } }) =>
      units.flatMap(({ glossary }, unit) =>
        glossary.map(({ term, definition }, index) => {
          const fault = definitionFault(term, definition)
          const message = fault === undefined ? undefined : `the definition of "${term}" ${fault}`
          const hint = `say in ${DEFINITION_WORDS.least} to ${DEFINITION_WORDS.most} words what kind of thing it is`
          return check(`/units/${unit}/glossary/${index}`, message, hint)
        }),
      ),
  },
  {
    id: 'R48',
    title: `Titles are distinct, of 1 to ${MOST_TITLE_WORDS} words, and no question in unit titles`,
    hard: false,
    passAt: 1,
    language: 'any',
    checks: ({ curriculum: { units } }) => {
      const hint = `give it a short title of its own, of at most ${MOST_TITLE_WORDS} words`
      const unitTitles = units.map(({ title }, unit) => ({ title, pointer: `/units/${unit}`, ofUnit: true }))
      const lessonTitles = units.flatMap(({ lessons }, unit) =>
        lessons.map(({ title }, index) => ({ title, pointer: `/units/${unit}/lessons/${index}`, ofUnit: false })),
      )
      return [unitTitles, lessonTitles].flatMap((titles) =>
        titles.map(({ title, pointer, ofUnit }, index) => {
          const words = countWords(title)
          const twin = titles.slice(0, index).some((other) => normaliseText(other.title) === normaliseText(title))
          const fault = twin
            ? 'stands twice'
            : words < 1 || words > MOST_TITLE_WORDS
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
