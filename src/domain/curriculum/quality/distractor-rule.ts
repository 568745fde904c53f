import { excerpt } from '../text/excerpt.js'
import { stem } from '../text/stem.js'
import { containsPhrase, normaliseText, wordsOf } from '../text/words.js'
import type { Unit } from '../unit.js'
import { splitOptions } from './choice-form.js'
import { choiceItems } from './choice-items.js'
import { checkThat, type QualityRule } from './quality-rule.js'

const LEAST_PLAUSIBLE = 2
const SHORT = 6

/** Whether a unit teaches `option`: as a term, as what a term means, or in its own words. */
function teachingOf({ title, glossary, topics, keyPoints, outcomes, lessons }: Unit): (option: string) => boolean {
  const stemmed = (text: string) => wordsOf(text).map(stem).join(' ')
  const terms = new Set([...glossary.map(({ term }) => term), ...topics].map(stemmed))
  const meanings = new Set(glossary.map(({ definition }) => normaliseText(definition)))
  const texts = [
    title,
    ...lessons.map((lesson) => lesson.title),
    ...outcomes.map(({ text }) => text),
    ...keyPoints.map(({ text }) => text),
    ...glossary.map(({ definition }) => definition),
    ...[...outcomes, ...keyPoints, ...glossary].flatMap(({ citations }) => citations.map(({ quote }) => quote)),
  ].map(stemmed)
  return (option) => {
    const normal = normaliseText(option)
    const words = stemmed(option)
    if (terms.has(words) || meanings.has(normal)) return true
    // A short option may be a command or a name that the unit uses without defining it.
    if (words.split(' ').length <= SHORT) return texts.some((text) => containsPhrase(text, words))
    return [...meanings].some((meaning) => containsPhrase(meaning, normal) || containsPhrase(normal, meaning))
  }
}

/** R49. */
export const DISTRACTOR_RULE: QualityRule = {
  id: 'R49',
  title: 'Distractor plausibility: two distractors are (or define) terms taught in the unit of the item',
  hard: false,
  passAt: 0.8,
  language: 'any',
  checks: ({ curriculum, unitOutcomesById }) => {
    const taught = new Map(curriculum.units.map((unit) => [unit.id, teachingOf(unit)]))
    return choiceItems(curriculum).flatMap(({ item, pointer }) => {
      const unitId = unitOutcomesById.get(item.outcomeId)?.unit.id
      const isTaught = unitId === undefined ? undefined : taught.get(unitId)
      const parts = splitOptions(item)
      if (isTaught === undefined || parts === undefined) return []
      const plausible = parts.wrong.filter(isTaught).length
      return [
        checkThat(
          plausible >= LEAST_PLAUSIBLE,
          pointer,
          `${plausible} of the distractors of ${excerpt(item.stem)} ${plausible === 1 ? 'is' : 'are'} taught in its unit`,
          'take distractors from the terms of the same unit',
        ),
      ]
    })
  },
}
