import { at, type Defect } from './defect.js'

export const REFERENCE_DEFECTS: readonly Defect[] = [
  {
    rule: 'R12',
    fault: 'an item on a missing outcome',
    at: '/items/0/outcomeId',
    plant: ({ items }) => {
      at(items, 0).outcomeId = 'gone'
    },
  },
  {
    rule: 'R12',
    fault: 'an assessment of nothing',
    at: '/assessments/0',
    plant: ({ assessments }) => {
      at(assessments, 0).outcomeIds = []
    },
  },
  {
    rule: 'R12',
    fault: 'a missing item',
    at: '/assessments/0/itemIds',
    plant: ({ assessments }) => at(assessments, 0).itemIds.push('gone'),
  },
  {
    rule: 'R12',
    fault: 'a missing unit',
    at: '/assessments/0',
    plant: ({ assessments }) => {
      at(assessments, 0).unitId = 'gone'
    },
  },
  {
    rule: 'R12',
    fault: 'a missing reading',
    at: '/units/0/lessons/0/readings/0',
    plant: ({ units }) => {
      at(at(at(units, 0).lessons, 0).readings, 0).docId = 'gone.md'
    },
  },
  {
    rule: 'R12',
    fault: 'a skill on a missing outcome',
    at: '/skillBook/0/outcomeIds',
    plant: ({ skillBook }) => at(skillBook, 0).outcomeIds.push('gone'),
  },
  {
    rule: 'R12',
    fault: 'a criterion on a missing outcome',
    at: '/assessments/1/rubric/criteria/0/outcomeIds',
    plant: ({ assessments }) => at(at(assessments, 1).rubric?.criteria, 0).outcomeIds.push('gone'),
  },
  {
    rule: 'R12',
    fault: 'an id that is used twice',
    at: '/items/1',
    plant: ({ items }) => {
      at(items, 1).id = at(items, 0).id
    },
  },
  {
    rule: 'R12',
    fault: 'an order without one of its steps',
    at: '/items/0',
    plant: ({ items }) => Object.assign(at(items, 0), { kind: 'order-steps', format: 'order', key: ['a', 'b'] }),
  },
  {
    rule: 'R22',
    fault: 'a prerequisite that comes later',
    at: '/units/0/prerequisites',
    plant: ({ units }) => {
      at(units, 0).prerequisites = ['u1']
    },
  },
  {
    rule: 'R22',
    fault: 'a missing prerequisite',
    at: '/units/1/prerequisites',
    plant: ({ units }) => {
      at(units, 1).prerequisites = ['gone']
    },
  },
  {
    rule: 'R23',
    fault: 'a term that is used before it is defined',
    at: '/units/1/glossary/4',
    plant: ({ units }) => {
      at(at(units, 0).lessons, 0).title = 'Heaps and Cover Crops'
    },
  },
  {
    rule: 'R30',
    fault: 'weights that do not sum',
    at: '/assessments',
    plant: ({ assessments }) => {
      at(assessments, 1).weight = 29
    },
  },
  {
    rule: 'R30',
    fault: 'a cell with another count',
    at: '/blueprint/cells',
    plant: ({ blueprint }) => {
      at(blueprint.cells, 0).items += 1
    },
  },
  {
    rule: 'R30',
    fault: 'a cell that is missing',
    at: '/blueprint/cells',
    plant: ({ blueprint }) => blueprint.cells.pop(),
  },
]
