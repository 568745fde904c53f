import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { assertUnchanged, UNCHANGED, withChanged } from '../../../src/domain/sessions/index.js'

describe('field versions', () => {
  it('never miss a change, and find one that was none only for fields that were removed long ago', () => {
    const step = fc.record({
      field: fc.integer({ min: 0, max: 60 }).map((index) => `f${index}`),
      removes: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150 }), fc.nat(150), (steps, since) => {
        const data: Record<string, unknown> = {}
        const changedAt = new Map<string, number>()
        let versions = UNCHANGED
        steps.forEach(({ field, removes }, index) => {
          if (removes) delete data[field]
          else data[field] = 1
          changedAt.set(field, index + 2)
          versions = withChanged(versions, [field], index + 2, data)
        })
        for (const [field, version] of changedAt) {
          const check = () => assertUnchanged(versions, [field], since)
          if (version > since) expect(check).toThrow(expect.objectContaining({ code: 'CONFLICT' }))
          else if (Object.hasOwn(data, field)) expect(check).not.toThrow()
        }
      }),
    )
  })

  it('are remembered for a bounded number of removed fields', () => {
    let versions = UNCHANGED
    for (let index = 0; index < 1000; index++) versions = withChanged(versions, [`f${index}`], index + 2, { kept: 1 })
    versions = withChanged(versions, ['kept'], 2000, { kept: 1 })
    expect(versions.changed.size).toBeLessThanOrEqual(40)
    expect(versions.changed.get('kept')).toBe(2000)
    expect(() => assertUnchanged(versions, ['never seen'], 2000)).not.toThrow()
  })
})
