import { excerpt } from '../text/excerpt.js'
import { splitOptions } from './choice-form.js'
import { choiceItems, type LocatedChoice } from './choice-items.js'
import { heterogeneityOf, isGenericTerm, isGivenAway, overlapOf } from './option-comparison.js'
import { check, checkThat, type QualityRule } from './quality-rule.js'

const LEAST_FOR_POSITIONS = 12
const MOST_AT_ONE_POSITION = 0.4
const MOST_LONGEST_KEYS = 0.45

function isKeyLongest({ item }: LocatedChoice): boolean {
  const parts = splitOptions(item)
  return parts?.wrong.every((text) => text.length < parts.right.length) ?? false
}

/** R33 to R35 and R47: the options of an item against each other. */
export const OPTION_RULES: readonly QualityRule[] = [
  {
    id: 'R33',
    title: 'Options are homogeneous: of one kind and similar length',
    hard: false,
    passAt: 0.9,
    language: 'english',
    checks: ({ curriculum }) =>
      choiceItems(curriculum).map(({ item, pointer }) => {
        const fault = heterogeneityOf(item.options.map(({ text }) => text))
        const message = fault === undefined ? undefined : `the options of ${excerpt(item.stem)} ${fault}`
        return check(pointer, message, 'choose distractors of the same kind and length as the key')
      }),
  },
  {
    id: 'R34',
    title: 'Options are distinct, none contains another, the stem does not give the key away',
    hard: false,
    passAt: 0.95,
    language: 'english',
    checks: ({ curriculum }) =>
      choiceItems(curriculum).map(({ item, pointer }) => {
        const parts = splitOptions(item)
        const givenAway =
          parts !== undefined && isGivenAway(item.stem, parts.right, parts.wrong)
            ? 'the stem repeats words of the key alone'
            : undefined
        const fault = overlapOf(item.options.map(({ text }) => text)) ?? givenAway
        const message = fault === undefined ? undefined : `${excerpt(item.stem)}: ${fault}`
        return check(pointer, message, 'reword the stem, or choose other distractors')
      }),
  },
  {
    id: 'R35',
    title: 'Keys: no position has more than 40 %, and at most 45 % are the longest option',
    hard: false,
    passAt: 1,
    language: 'any',
    checks: ({ curriculum }) => {
      const choices = choiceItems(curriculum)
      if (choices.length < LEAST_FOR_POSITIONS) return []
      const positions = choices.map(({ item }) => item.options.findIndex(({ id }) => id === item.key))
      const most = Math.max(...positions.map((position) => positions.filter((other) => other === position).length))
      const longest = choices.filter(isKeyLongest).length
      return [
        checkThat(
          most <= choices.length * MOST_AT_ONE_POSITION,
          '/items',
          `${most} of ${choices.length} keys stand at the same position`,
          'shuffle the options',
        ),
        checkThat(
          longest <= choices.length * MOST_LONGEST_KEYS,
          '/items',
          `${longest} of ${choices.length} keys are the longest option`,
          'choose longer distractors',
        ),
      ]
    },
  },
  {
    id: 'R47',
    title: 'Distractors are not generic one-word terms beside a specific key',
    hard: false,
    passAt: 0.95,
    language: 'english',
    checks: ({ curriculum }) =>
      choiceItems(curriculum).map(({ item, pointer }) => {
        const parts = splitOptions(item)
        const specific = parts !== undefined && !isGenericTerm(parts.right)
        const generic = specific ? parts.wrong.find(isGenericTerm) : undefined
        const message = generic === undefined ? undefined : `${excerpt(item.stem)} has the distractor "${generic}"`
        return check(pointer, message, 'use terms that the unit teaches')
      }),
  },
]
