import type { Outcome } from '../../../../../../../src/domain/curriculum/index.js'
import { at, type Defect, type Draft } from './defect.js'

function reworded(rule: string, fault: string, text: string, change: Partial<Draft<Outcome>> = {}): Defect {
  return {
    rule,
    fault,
    at: '/units/0/outcomes/0',
    plant: ({ units }) => Object.assign(at(at(units, 0).outcomes, 0), { text, ...change }),
  }
}

export const OUTCOME_DEFECTS: readonly Defect[] = [
  reworded('R01', 'a verb of another level', 'Define the words that gardeners use for composting', { verb: 'define' }),
  reworded('R01', 'a verb that is not the declared one', 'Summarize the words that gardeners use for composting'),
  reworded('R01', 'no verb at all', 'Words that gardeners use for composting'),
  reworded('R02', 'a vague verb', 'Understand the words that gardeners use for composting', { verb: 'understand' }),
  reworded('R02', 'a vague phrase', 'Be able to explain the words that gardeners use', { verb: 'be' }),
  reworded('R02', 'a vague verb after another', 'Explain the heap and know the words that gardeners use'),
  reworded('R03', 'two verbs side by side', 'Explain and compare the words that gardeners use'),
  reworded('R03', 'a second verb with its object', 'Explain the heap and classify the waste that it takes'),
  reworded('R04', 'too short', 'Explain'),
  reworded('R04', 'too long', `Explain ${'the words that gardeners use '.repeat(7)}for composting`),
  reworded('R04', 'an address to the learner', 'Explain what you will see in the heap'),
  reworded('R04', 'a fragment', 'Explain the words that gardeners use for the'),
  reworded('R04', 'two sentences', 'Explain the words of gardeners. Use them in the garden'),
  reworded('R04', 'a link in it', 'Explain the words at https://example.org for composting'),
  reworded('R08', 'a depth that does not fit', 'Explain the words that gardeners use for composting', { dok: 4 }),
  {
    rule: 'R09',
    fault: 'the same outcome twice',
    at: '/units/0/outcomes/1',
    plant: ({ units }) => {
      at(at(units, 0).outcomes, 1).text = 'Explain the words gardeners use for composting'
    },
  },
  {
    rule: 'R10',
    fault: 'a program outcome that nothing serves',
    at: '/program/outcomes/0',
    plant: ({ units }) => {
      at(at(units, 0).outcomes, 0).supports = ['p0b']
    },
  },
]
