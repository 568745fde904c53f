import { at, type Defect } from './defect.js'

export const HOUR_DEFECTS: readonly Defect[] = [
  {
    rule: 'R16',
    fault: 'more hours than there are',
    at: '/units',
    plant: ({ program }) => {
      program.totalHours = 9.8
    },
  },
  {
    rule: 'R17',
    fault: 'a unit that counts too much',
    at: '/units/0',
    plant: ({ units }) => {
      at(units, 0).minutes += 20
    },
  },
  {
    rule: 'R17',
    fault: 'open minutes that nobody counted',
    at: '/units/1',
    plant: ({ units }) => {
      at(units, 1).openMinutes += 30
    },
  },
  {
    rule: 'R18',
    fault: 'a lesson that counts too much',
    at: '/units/0/lessons/0',
    plant: ({ units }) => {
      at(at(units, 0).lessons, 0).minutes += 40
    },
  },
  {
    rule: 'R19',
    fault: 'credits that are too cheap',
    at: '/program/credits',
    plant: ({ program }) => {
      program.credits = { system: 'ECTS', value: 1 }
    },
  },
  {
    rule: 'R20',
    fault: 'reading that is too fast',
    at: '/units/0/lessons/0/readings/0',
    plant: ({ units }) => {
      Object.assign(at(at(at(units, 0).lessons, 0).readings, 0), { words: 150, minutes: 0 })
    },
  },
  {
    rule: 'R20',
    fault: 'more words than there are',
    at: '/units/0/lessons/0/readings/0',
    plant: ({ units }) => {
      Object.assign(at(at(at(units, 0).lessons, 0).readings, 0), { words: 1500, minutes: 10 })
    },
  },
]
