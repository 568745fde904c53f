import { describe, expect, it } from '@jest/globals'
import { assessQuality, QUALITY_RULES, type RuleResult } from '../../../../../src/domain/curriculum/index.js'
import { gardenCurriculum } from '../../../../support/garden/garden-curriculum.js'
import { GARDEN_DOCUMENTS } from '../../../../support/garden/garden-documents.js'
import { ALL_DEFECTS } from './defects/all-defects.js'
import { edit } from './defects/defect.js'

function resultOf(rules: readonly RuleResult[], id: string): RuleResult {
  const result = rules.find((rule) => rule.id === id)
  if (result === undefined) throw new Error(`there is no rule ${id}`)
  return result
}

describe('a rule catches', () => {
  it.each(ALL_DEFECTS)('$rule: $fault', ({ rule, at, plant }) => {
    const { rules, score } = assessQuality(edit(gardenCurriculum(), plant), GARDEN_DOCUMENTS)
    const result = resultOf(rules, rule)
    expect(result.failing.map(({ pointer }) => pointer)).toContain(at)
    expect(result.score).toBeLessThan(1)
    expect(score).toBeLessThan(100)
    // One of many may be excused by the share that has to hold; nothing else excuses.
    if (result.threshold === 1) expect(result.status).toBe('fail')
  })

  it('has a defect for each rule', () => {
    expect([...new Set(ALL_DEFECTS.map(({ rule }) => rule))].sort()).toEqual(QUALITY_RULES.map(({ id }) => id))
  })
})
