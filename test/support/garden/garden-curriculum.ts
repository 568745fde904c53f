import {
  CURRICULUM_FORMAT,
  type Curriculum,
  countBlueprint,
  LEVEL_SCALE,
  type Outcome,
  planMinutes,
  type SkillBook,
  sourceEntry,
} from '../../../src/domain/curriculum/index.js'
import { gardenAssessments, gardenItems } from './garden-assessments.js'
import { cite, GARDEN_DOCUMENTS } from './garden-documents.js'
import { GARDEN_LOADS, gardenUnits } from './garden-units.js'

const TOTAL_HOURS = 10

/** A small curriculum in which every rule holds. */
export function gardenCurriculum(): Curriculum {
  const plan = planMinutes({ totalHours: TOTAL_HOURS, level: 'introductory', units: GARDEN_LOADS, assessments: [60] })
  const units = gardenUnits(plan.units)
  const items = gardenItems()
  return {
    format: CURRICULUM_FORMAT,
    generator: { author: 'tests', version: '1', seed: 1, remarks: [] },
    program: {
      id: 'garden',
      title: 'A Garden for Beginners',
      audience: 'People with a small garden and no experience',
      level: 'introductory',
      totalHours: TOTAL_HOURS,
      aims: ['Compost garden waste and cover the soil'],
      language: 'en',
      credits: { system: 'ECTS', value: 0.4 },
      outcomes: programOutcomes(),
    },
    placement: { reason: 'as the club teaches it', confidence: 1 },
    scale: LEVEL_SCALE,
    units,
    assessments: gardenAssessments(plan),
    items,
    blueprint: countBlueprint(units, items),
    skillBook: skills(),
    sources: GARDEN_DOCUMENTS.map(sourceEntry),
  }
}

function programOutcomes(): readonly Outcome[] {
  const outcome = (id: string, text: string, verb: string, bloom: Outcome['bloom'], dok: Outcome['dok']): Outcome => ({
    id,
    origin: 'generated',
    basis: 'derived',
    text,
    verb,
    bloom,
    dok,
    supports: [],
    citations: [],
  })
  return [
    outcome('p0a', 'Describe how kitchen waste becomes food for plants', 'describe', 'understand', 2),
    outcome('p0b', 'Build a heap that suits a small garden', 'build', 'apply', 2),
    outcome('p1a', 'Classify the layers of the ground by colour', 'classify', 'understand', 2),
    outcome('p1b', 'Apply covers that keep water in a bed', 'apply', 'apply', 2),
  ]
}

function skills(): SkillBook {
  const evidence = ['The work stands up to a check by a gardener.', 'The learner gives a reason for each step.']
  return [
    {
      id: 's0',
      origin: 'generated',
      skill: 'Composting garden waste',
      level: 'working',
      outcomeIds: ['o0a', 'o0b'],
      evidence,
      citations: [cite('heap.md', 'A compost heap turns kitchen waste into food for plants.')],
    },
    {
      id: 's1',
      origin: 'generated',
      skill: 'Protecting a bed',
      level: 'working',
      outcomeIds: ['o1a', 'o1b'],
      evidence,
      citations: [cite('cover.md', 'Mulch keeps the water in the soil during a dry summer.')],
    },
  ]
}
