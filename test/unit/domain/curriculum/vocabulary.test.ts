import { describe, expect, it } from '@jest/globals'
import {
  ASSESSMENT_METHODS,
  BLOOM_LEVELS,
  BLOOM_VERBS,
  CREDIT_SYSTEMS,
  creditsFor,
  DEPTHS_BY_BLOOM,
  hoursPerCredit,
  ITEM_KINDS,
  isMeasurableVerb,
  needsReview,
  reachesBloom,
  SKILL_LEVEL_BY_BLOOM,
  SKILL_LEVELS,
  VAGUE_PHRASES,
  VAGUE_VERBS,
} from '../../../../src/domain/curriculum/index.js'

describe('the vocabularies', () => {
  it('have verbs for each level, each once, in lower case', () => {
    for (const level of BLOOM_LEVELS) {
      const verbs = BLOOM_VERBS[level]
      expect(verbs.length).toBeGreaterThanOrEqual(20)
      expect(new Set(verbs).size).toBe(verbs.length)
      expect(verbs.filter((verb) => !/^[a-z]+$/.test(verb))).toEqual([])
    }
  })

  it('replace vague verbs by measurable ones', () => {
    for (const [vague, measurable] of Object.entries(VAGUE_VERBS)) {
      expect(isMeasurableVerb(vague)).toBe(false)
      expect(isMeasurableVerb(measurable)).toBe(true)
    }
    expect(VAGUE_PHRASES.every((phrase) => phrase === phrase.toLowerCase())).toBe(true)
  })

  it('let the depth of knowledge rise with the level', () => {
    const usual = BLOOM_LEVELS.map((level) => DEPTHS_BY_BLOOM[level][0])
    expect(usual).toEqual([...usual].sort())
    const skill = BLOOM_LEVELS.map((level) => SKILL_LEVELS.indexOf(SKILL_LEVEL_BY_BLOOM[level]))
    expect(skill).toEqual([...skill].sort())
  })

  it('have a method and a kind of item for each level', () => {
    for (const level of BLOOM_LEVELS) {
      expect(Object.values(ASSESSMENT_METHODS).some(({ reaches }) => reachesBloom(reaches, level))).toBe(true)
      expect(Object.values(ITEM_KINDS).some(({ reaches }) => reachesBloom(reaches, level))).toBe(true)
    }
  })
})

describe('credits', () => {
  it('stand for hours of the system', () => {
    expect(hoursPerCredit({ totalHours: 30, credits: { system: 'ECTS', value: 1 } })).toBe(30)
    expect(hoursPerCredit({ totalHours: 30 })).toBeUndefined()
    expect(creditsFor('ECTS', 150)).toEqual({ min: 5, max: 6 })
    expect(creditsFor('UK', 150)).toEqual({ min: 15, max: 15 })
    for (const { minHours, maxHours, usualHours } of Object.values(CREDIT_SYSTEMS))
      expect(usualHours >= minHours && usualHours <= maxHours).toBe(true)
  })
})

it('an item with a confidence below 60 % needs a review', () => {
  expect([0, 0.59, 0.6, 1].map((confidence) => needsReview({ confidence }))).toEqual([true, true, false, false])
})
