import { at, type Defect } from './defect.js'

function keyPoint(rule: string, fault: string, text: string, pointer = '/units/0/keyPoints/0'): Defect {
  return {
    rule,
    fault,
    at: pointer,
    plant: ({ units }) => {
      at(at(units, 0).keyPoints, 0).text = text
    },
  }
}

function definition(fault: string, text: string): Defect {
  return {
    rule: 'R46',
    fault,
    at: '/units/0/glossary/0',
    plant: ({ units }) => {
      at(at(units, 0).glossary, 0).definition = text
    },
  }
}

function title(fault: string, text: string): Defect {
  return {
    rule: 'R48',
    fault,
    at: '/units/1',
    plant: ({ units }) => {
      at(units, 1).title = text
    },
  }
}

export const TEXT_DEFECTS: readonly Defect[] = [
  keyPoint('R41', 'Markdown', 'A **compost heap** turns waste into food.', '/units/0/keyPoints/0/text'),
  keyPoint('R41', 'HTML', 'A compost heap <br/> turns waste into food.', '/units/0/keyPoints/0/text'),
  keyPoint('R41', 'a URL', 'A compost heap (https://example.org) turns waste into food.', '/units/0/keyPoints/0/text'),
  keyPoint('R41', 'a placeholder', 'A compost heap turns TODO into food.', '/units/0/keyPoints/0/text'),
  keyPoint('R41', 'text that breaks off', 'A compost heap turns waste into the', '/units/0/keyPoints/0/text'),
  keyPoint('R41', 'an open quotation mark', 'A "compost heap turns waste into food.', '/units/0/keyPoints/0/text'),
  keyPoint('R42', 'a key point that is too short', 'Compost feeds plants.'),
  keyPoint('R42', 'no capital', 'a compost heap turns kitchen waste into food.'),
  keyPoint('R42', 'no full stop', 'A compost heap turns kitchen waste into food'),
  keyPoint('R42', 'an open pronoun', 'They turn the kitchen waste into food.'),
  keyPoint('R42', 'a tie to a sentence before', 'However, a compost heap turns kitchen waste into food.'),
  {
    rule: 'R43',
    fault: 'prose that is hard to read',
    at: '',
    plant: ({ units }) => {
      for (const { keyPoints } of units)
        for (const point of keyPoints)
          point.text =
            'Decomposition characteristically necessitates considerable microbiological diversification, notwithstanding temperature fluctuations, precipitation variability, compositional heterogeneity, organizational irregularities, methodological inconsistencies.'
    },
  },
  keyPoint('R45', 'a key point about something else', 'Ships sail across the wide ocean at night.'),
  definition('only the term itself', 'the humus of the humus'),
  definition('too few words', 'dark soil'),
  definition('too many words', `the dark part of the soil ${'that plants and worms and moulds have made '.repeat(8)}`),
  title('a title that is used twice', 'Composting at Home'),
  title('a question', 'What is soil?'),
  title('a colon at the end', 'Caring for Soil:'),
  title('too many words', 'Caring for the soil of your garden in all of the seasons'),
  title('nothing', ' '),
]

export const TASK_DEFECTS: readonly Defect[] = [
  {
    rule: 'R39',
    fault: 'a criterion without description',
    at: '/assessments/1/rubric',
    plant: ({ assessments }) => {
      at(at(assessments, 1).rubric?.criteria, 0).description = ''
    },
  },
  {
    rule: 'R39',
    fault: 'weights that do not sum',
    at: '/assessments/1/rubric',
    plant: ({ assessments }) => {
      at(at(assessments, 1).rubric?.criteria, 0).weight = 10
    },
  },
  {
    rule: 'R39',
    fault: 'a criterion for no outcome',
    at: '/assessments/1/rubric',
    plant: ({ assessments }) => {
      at(at(assessments, 1).rubric?.criteria, 0).outcomeIds = []
    },
  },
  {
    rule: 'R44',
    fault: 'a skill without evidence',
    at: '/skillBook/0',
    plant: ({ skillBook }) => at(skillBook, 0).evidence.splice(0),
  },
]
