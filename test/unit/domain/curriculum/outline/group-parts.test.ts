import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { cutRow, gainsOf, groupFreely } from '../../../../../src/domain/curriculum/outline/group-parts.js'
import { orderByNeeds } from '../../../../../src/domain/curriculum/outline/infer-order.js'

/** Symmetric tables of likeness. */
const likeness = fc
  .integer({ min: 1, max: 25 })
  .chain((size) =>
    fc
      .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: size * size, maxLength: size * size })
      .map((values) =>
        Array.from({ length: size }, (_row, a) =>
          Float64Array.from({ length: size }, (_cell, b) =>
            a === b ? 0 : (values[Math.min(a, b) * size + Math.max(a, b)] ?? 0),
          ),
        ),
      ),
  )

/** Parts of blocks: 0.8 within, 0.05 between. */
const blocks = (labels: readonly number[]) =>
  labels.map((a, i) => Float64Array.from(labels, (b, j) => (i === j ? 0 : a === b ? 0.8 : 0.05)))

describe('Groups of neighbours', () => {
  it('hold every part once, in order, and are not more than allowed', () => {
    fc.assert(
      fc.property(likeness, fc.integer({ min: 1, max: 8 }), (table, max) => {
        const ends = cutRow(gainsOf(table), max)
        expect(ends.length).toBeLessThanOrEqual(max)
        expect(ends.at(-1)).toBe(table.length)
        for (const [index, end] of ends.entries()) expect(end).toBeGreaterThan(ends[index - 1] ?? 0)
      }),
    )
  })

  it('are what is alike, as many as there are', () => {
    expect(cutRow(gainsOf(blocks([1, 1, 1, 2, 2, 3, 3, 3])), 10)).toEqual([3, 5, 8])
  })
})

describe('Groups in any order', () => {
  it('hold every part once', () => {
    fc.assert(
      fc.property(likeness, fc.integer({ min: 1, max: 8 }), (table, max) => {
        const groups = groupFreely(gainsOf(table), max)
        expect(groups.flat().sort((a, b) => a - b)).toEqual([...table.keys()])
      }),
    )
  })

  it('are what is alike, as many as there are', () => {
    expect(groupFreely(gainsOf(blocks([1, 2, 3, 1, 2, 3, 1, 2, 3])), 10)).toEqual([
      [0, 3, 6],
      [1, 4, 7],
      [2, 5, 8],
    ])
  })
})

describe('An inferred order', () => {
  it('puts what is needed first, and early titles before late ones', () => {
    // 0 needs 1, 1 needs 2.
    const needs = [
      [0, 1, 0],
      [-1, 0, 1],
      [0, -1, 0],
    ].map((row) => Float64Array.from(row))
    expect(orderByNeeds(needs, [0, 0, 0])).toEqual([2, 1, 0])
    const none = needs.map((row) => row.fill(0))
    expect(orderByNeeds(none, [-1, 0, 1])).toEqual([2, 1, 0])
  })
})
