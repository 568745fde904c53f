import { stem } from '../text/stem.js'
import { containsPhrase, wordsOf } from '../text/words.js'
import type { Unit } from '../unit.js'
import { checkThat, type QualityRule } from './quality-rule.js'

function stemmed(text: string): string {
  return wordsOf(text).map(stem).join(' ')
}

/** What announces a unit: the texts in which a term must not be used before it is explained. */
function announcements({ title, lessons, outcomes }: Unit): readonly string[] {
  return [title, ...lessons.map((lesson) => lesson.title), ...outcomes.map(({ text }) => text)]
}

/** R22 and R23: what builds on what. */
export const SEQUENCE_RULES: readonly QualityRule[] = [
  {
    id: 'R22',
    title: 'Prerequisites resolve and precede their unit',
    hard: true,
    passAt: 1,
    language: 'any',
    checks: ({ curriculum: { units } }) =>
      units.flatMap(({ prerequisites }, index) => {
        const earlier = new Set(units.slice(0, index).map(({ id }) => id))
        return prerequisites.map((id) =>
          checkThat(
            earlier.has(id),
            `/units/${index}/prerequisites`,
            `unit ${index + 1} builds on ${id}, which does not come before it`,
            'name earlier units only, or change their order',
          ),
        )
      }),
  },
  {
    id: 'R23',
    title: 'No forward reference: a term of several words is not used before the unit that defines it',
    hard: false,
    passAt: 0.9,
    language: 'any',
    checks: ({ curriculum: { units } }) => {
      const announced = units.map((unit) => announcements(unit).map(stemmed))
      const defined = new Set<string>()
      return units.flatMap(({ glossary }, unit) =>
        glossary.flatMap(({ term }, index) => {
          const phrase = stemmed(term)
          if (defined.has(phrase) || !phrase.includes(' ')) return []
          defined.add(phrase)
          if (unit === 0) return []
          const use = announced.slice(0, unit).findIndex((texts) => texts.some((text) => containsPhrase(text, phrase)))
          return [
            checkThat(
              use < 0,
              `/units/${unit}/glossary/${index}`,
              `"${term}" is defined in unit ${unit + 1} and used in titles or outcomes of unit ${use + 1}`,
              `define it in unit ${use + 1}, or use other words there`,
            ),
          ]
        }),
      )
    },
  },
]
