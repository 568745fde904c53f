import { describe, expect, it } from '@jest/globals'
import { assessQuality, QUALITY_RULES } from '../../../src/domain/curriculum/index.js'
import { gardenCurriculum } from './garden/garden-curriculum.js'
import { GARDEN_DOCUMENTS } from './garden/garden-documents.js'

describe('the rules on a correct curriculum', () => {
  const report = assessQuality(gardenCurriculum(), GARDEN_DOCUMENTS)

  it.each(report.rules)('$id passes: $title', ({ status, failing }) => {
    expect(failing).toEqual([])
    expect(status).toBe('pass')
  })

  it('give the full score, without shortfalls', () => {
    expect(report).toMatchObject({ score: 100, gatesHold: true, passed: 49, failed: 0, notApplicable: 0 })
    expect(report.shortfalls).toEqual([])
  })

  it('are R01 to R49, in order', () => {
    const ids = Array.from({ length: 49 }, (_value, index) => `R${String(index + 1).padStart(2, '0')}`)
    expect(QUALITY_RULES.map(({ id }) => id)).toEqual(ids)
  })
})
