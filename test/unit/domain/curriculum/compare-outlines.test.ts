import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { compareOutlines, outlineOf, type ReferenceUnit, type Unit } from '../../../../src/domain/curriculum/index.js'

const AGAINST = { kind: 'reference', title: 'Another course' } as const

/** Units with what is compared; `hours` per title in order. */
function units(...outline: readonly (readonly [title: string, hours: number, ...topics: string[]])[]) {
  return outline.map(([title, hours, ...topics], index) => ({
    id: `u${index + 1}`,
    title,
    topics,
    minutes: hours * 60,
  }))
}

function compare(reference: readonly ReferenceUnit[], ours: ReturnType<typeof units>) {
  return compareOutlines(AGAINST, reference, ours)
}

/** An outline as a reference. */
function asReference(ours: ReturnType<typeof units>): readonly ReferenceUnit[] {
  return outlineOf({ units: ours as unknown as readonly Unit[] })
}

describe('compareOutlines', () => {
  const ours = units(
    ['Addresses and names', 2, 'host address', 'DHCP'],
    ['Wireless links', 4, 'channels'],
    ['Finding faults', 2, 'cables'],
  )

  it('matches units by stems of titles and topics', () => {
    const report = compare(
      [{ title: 'Wireless linking', hours: 3 }, { title: 'Naming: addresses', hours: 3 }, { title: 'Printing' }],
      ours,
    )
    expect(report).toMatchObject({ coverage: 0.6667, order: 0, added: ['u3'] })
    expect(report.rows).toEqual([
      { title: 'Wireless linking', unitId: 'u2', hours: { reference: 3, ours: 4 } },
      { title: 'Naming: addresses', unitId: 'u1', hours: { reference: 3, ours: 2 } },
      { title: 'Printing' },
    ])
    expect(report).not.toHaveProperty('hours')
  })

  it('compares shares of the hours, not hours', () => {
    const twice = asReference(ours).map((unit) => ({ ...unit, hours: (unit.hours ?? 0) * 2 }))
    expect(compare(twice, ours).hours).toBe(1)
    const half = compare([{ title: 'Wireless links', hours: 1 }], ours)
    // All of the reference's hours go there, half of ours do.
    expect(half.hours).toBe(0.5)
    expect(half).not.toHaveProperty('order')
  })

  it('gives each unit to the likest, one to one', () => {
    // The shorter one stands at the place of ours, and has all of its words there.
    const report = compare([{ title: 'Wireless links and channels' }, { title: 'Links' }], ours)
    expect(report.rows).toEqual([{ title: 'Wireless links and channels', unitId: 'u2' }, { title: 'Links' }])
  })

  it('says what it was compared with', () => {
    expect(compareOutlines({ kind: 'version', version: 3 }, asReference(ours), ours).against).toEqual({
      kind: 'version',
      version: 3,
    })
  })

  const title = fc.oneof(
    fc.constantFrom('Soil', 'Water', 'Compost heaps', 'What is it?', 'Water and soil', '???', '土壌'),
    fc.string({ minLength: 1, maxLength: 20 }),
  )
  const outline = fc
    .array(fc.tuple(title, fc.integer({ min: 1, max: 90 }), fc.constantFrom('worms', 'sand', '')), {
      minLength: 1,
      maxLength: 12,
    })
    .map((rows) => units(...rows))

  it('finds an outline equal to itself', () => {
    fc.assert(
      fc.property(outline, (any) => {
        const report = compare(asReference(any), any)
        expect(report).toMatchObject({ coverage: 1, hours: 1, added: [] })
        expect(report.order ?? 1).toBe(1)
        expect(report.rows.map(({ unitId }) => unitId)).toEqual(any.map(({ id }) => id))
      }),
    )
  })

  it('finds a reversed outline complete and in no order', () => {
    const words = ['soil', 'water', 'light', 'seeds', 'pests', 'tools', 'weeds', 'trees']
    fc.assert(
      fc.property(fc.subarray(words, { minLength: 2 }), (titles) => {
        const any = units(...titles.map((word) => [word, 1] as const))
        const report = compare([...asReference(any)].reverse(), any)
        expect(report).toMatchObject({ coverage: 1, order: 0, hours: 1 })
      }),
    )
  })

  it('finds nothing in an outline on something else', () => {
    const report = compare(
      [
        { title: 'Bread', hours: 2 },
        { title: 'Dough', hours: 1 },
      ],
      ours,
    )
    expect(report).toEqual({
      against: AGAINST,
      coverage: 0,
      hours: 0,
      rows: [{ title: 'Bread' }, { title: 'Dough' }],
      added: ['u1', 'u2', 'u3'],
    })
  })

  it('keeps its figures within 0 and 1, and each unit to one row', () => {
    fc.assert(
      fc.property(outline, outline, (a, b) => {
        const report = compare(asReference(a), b)
        for (const figure of [report.coverage, report.order ?? 0, report.hours ?? 0]) {
          expect(figure).toBeGreaterThanOrEqual(0)
          expect(figure).toBeLessThanOrEqual(1)
        }
        const placed = [...report.rows.flatMap(({ unitId }) => unitId ?? []), ...report.added]
        expect([...placed].sort()).toEqual(b.map(({ id }) => id).sort())
      }),
    )
  })
})
