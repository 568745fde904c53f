import { describe, expect, it } from '@jest/globals'
import { CHECK_RULES, type CheckResult } from '../../../../../../src/domain/curriculum/index.js'
import { gardenCurriculum } from '../../../../../support/garden/garden-curriculum.js'
import { checkGarden } from '../../../../../support/garden/garden-report.js'
import { ALL_DEFECTS } from './defects/all-defects.js'
import { edit } from './defects/defect.js'

function resultOf(results: readonly CheckResult[], id: string): CheckResult {
  const result = results.find((rule) => rule.id === id)
  if (result === undefined) throw new Error(`there is no rule ${id}`)
  return result
}

describe('a rule catches', () => {
  it.each(ALL_DEFECTS)('$rule: $fault', ({ rule, at, plant }) => {
    const result = resultOf(checkGarden(edit(gardenCurriculum(), plant)).results, rule)
    expect(result.failing.map(({ pointer }) => pointer)).toContain(at)
    // One of many may be excused by the share that has to hold; nothing else excuses.
    if (result.threshold === 1) expect(result.status).toBe('fail')
  })

  it('has a defect for each rule', () => {
    expect([...new Set(ALL_DEFECTS.map(({ rule }) => rule))].sort()).toEqual(CHECK_RULES.map(({ id }) => id))
  })
})
