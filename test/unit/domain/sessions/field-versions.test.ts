import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { assertUnchanged, UNCHANGED, withChanged } from '../../../../src/domain/sessions/index.js'

describe('field versions', () => {
  it('never miss a change, and report a false one only for fields removed long ago', () => {
    const step = fc.record({
      field: fc.integer({ min: 0, max: 60 }).map((index) => `f${index}${'ä'.repeat(index % 5 === 0 ? 400 : 0)}`),
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
          if (version > since) expect(check).toThrow(expect.objectContaining({ code: 'SESSION_CONFLICT' }))
          else if (Object.hasOwn(data, field)) expect(check).not.toThrow()
        }
      }),
    )
  })

  it('are stored for a limited number of removed fields', () => {
    let versions = UNCHANGED
    for (let index = 0; index < 1000; index++) versions = withChanged(versions, [`f${index}`], index + 2, { kept: 1 })
    versions = withChanged(versions, ['kept'], 2000, { kept: 1 })
    expect(versions.changed.size).toBeLessThanOrEqual(40)
    expect(versions.changed.get('kept')).toBe(2000)
    expect(() => assertUnchanged(versions, ['never seen'], 2000)).not.toThrow()
  })

  it('are stored for removed fields with a limited total length of names', () => {
    const long = (index: number) => `${index}${'ä'.repeat(900)}`
    let versions = UNCHANGED
    for (let index = 0; index < 10; index++) versions = withChanged(versions, [long(index)], index + 2, {})
    expect([...versions.changed.keys()]).toEqual([long(8), long(9)])
    expect(versions.floor).toBe(9)
    // Not even the last one.
    versions = withChanged(versions, ['x'.repeat(5000)], 20, {})
    expect([versions.changed.size, versions.floor]).toEqual([0, 20])
  })
})
