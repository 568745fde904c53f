import type { ChoiceItem } from '../../../../../../../src/domain/curriculum/index.js'
import { at, type Defect, type Draft } from './defect.js'

function inChoice(rule: string, fault: string, plant: (item: Draft<ChoiceItem>) => void): Defect {
  return {
    rule,
    fault,
    at: '/items/0',
    plant: ({ items }) => {
      const item = at(items, 0)
      if (item.format !== 'choice') throw new Error('the first item is no choice')
      plant(item)
    },
  }
}

/** The first item with other option texts; the first is the key. */
function options(rule: string, fault: string, ...texts: readonly string[]): Defect {
  return inChoice(rule, fault, (item) => {
    item.options = texts.map((text, index) => ({ id: 'abcd'.charAt(index), text }))
    item.key = 'a'
  })
}

function stem(rule: string, fault: string, text: string): Defect {
  return inChoice(rule, fault, (item) => {
    item.stem = text
  })
}

const A = 'the dark organic matter that remains when plants have decayed'
const B = 'the brown liquid that drains out of a wet heap'
const C = 'a coarse dry material that lets air into the pile'

export const ITEM_DEFECTS: readonly Defect[] = [
  options('R31', 'two options', A, B),
  options('R31', 'an empty option', A, B, ' '),
  inChoice('R31', 'a key that is no option', (item) => {
    item.key = 'x'
  }),
  stem('R31', 'a short stem', 'What humus?'),
  stem('R31', 'a stem that asks nothing', 'Humus is a word that gardeners know.'),
  options('R32', 'all of the above', A, B, 'All of the above'),
  options('R32', 'none of these', A, B, C, 'None of these.'),
  options('R32', 'two options joined', A, B, C, 'Both A and B'),
  stem('R32', 'a negative in lower case', 'Which description does not match the term humus?'),
  options('R32', 'an absolute in one option', A, B, 'a coarse dry material that always lets air into the pile'),
  options('R33', 'lengths that differ', A, B, 'wet soil'),
  options('R33', 'a number among texts', 'leaf mould', 'bark', '42'),
  options('R33', 'an acronym among words', 'NPK', 'straw', 'bark'),
  options('R33', 'an -ing form among nouns', 'mulch', 'turning', 'straw'),
  options('R33', 'code among words', 'dig --deep', 'turn the heap', 'water the heap'),
  options('R34', 'an option that is used twice', A, B, `${B} `),
  options('R34', 'an option in another', A, B, 'drains out of a wet heap'),
  stem(
    'R34',
    'a stem with the words of the key',
    'Which organic matter remains when plants have decayed and turned dark?',
  ),
  {
    rule: 'R35',
    fault: 'keys at the same position',
    at: '/items',
    plant: ({ items }) => {
      for (const item of items) {
        if (item.format !== 'choice') continue
        const { key } = item
        item.options.sort((a, b) => Number(b.id === key) - Number(a.id === key))
      }
    },
  },
  {
    rule: 'R35',
    fault: 'keys that are the longest option',
    at: '/items',
    plant: ({ items }) => {
      for (const item of items) {
        if (item.format !== 'choice') continue
        for (const option of item.options) if (option.id === item.key) option.text += ' in many gardens of the world'
      }
    },
  },
  {
    rule: 'R36',
    fault: 'the same item twice',
    at: '/items/1',
    plant: ({ items }) => {
      items.splice(1, 1, { ...structuredClone(at(items, 0)), id: 'duplicate' })
    },
  },
  {
    rule: 'R36',
    fault: 'the same question with another answer',
    at: '/items/1',
    plant: ({ items }) => {
      const first = at(items, 0)
      const second = at(items, 1)
      second.stem = ` ${first.stem.toUpperCase()} `
    },
  },
  options('R37', 'a key that the source does not give', 'the pale roots of young fruit trees in spring', B, C),
  stem('R37', 'a stem that the source does not speak of', 'Which description matches the leachate of windrows?'),
  stem('R38', 'a lesson to look at', 'Which description from this lesson matches the term humus?'),
  stem('R38', 'a figure to look at', 'Which description of figure 3 matches the term humus?'),
  stem('R38', 'a pronoun for what was said', 'It is dark: which description matches the term humus?'),
  stem('R38', 'something above', 'Which description above matches the term humus?'),
  options('R47', 'a generic distractor', 'humus', 'thing', 'leachate'),
  {
    rule: 'R49',
    fault: 'distractors of another unit',
    at: '/items/0',
    plant: ({ items }) => {
      for (const item of items.slice(0, 4)) item.outcomeId = 'o1a'
    },
  },
]
