import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { AlignedColumn } from '../../../../../src/adapters/exports/html/alignment.js'
import { matrixDrawings } from '../../../../../src/adapters/exports/html/matrix-drawing.js'
import { layoutsOf, sharedWidth } from '../../../../../src/adapters/exports/html/matrix-layout.js'

/** What fits beside the contents on a window of 1100 pixels. */
const ROOM = 772

function columns(lessons: number, assessments: number, questions: number): readonly AlignedColumn[] {
  const many = (kind: AlignedColumn['kind'], count: number, letter: string) =>
    Array.from({ length: count }, (_value, index): AlignedColumn => {
      const code = `${letter}${index + 1}`
      return { kind, place: { id: code.toLowerCase(), name: code, code }, outcomeIds: new Set(['o1']), graded: false }
    })
  return [...many('lesson', lessons, 'L'), ...many('assessment', assessments, 'A'), ...many('question', questions, 'Q')]
}

describe('the columns of an alignment matrix', () => {
  it('are one drawing where they fit', () => {
    const [layout, ...others] = layoutsOf(columns(3, 4, 13))
    expect(others).toEqual([])
    expect(layout?.groups.map((group) => group.columns.length)).toEqual([3, 4, 13])
  })

  it('go on in another drawing, each once and in order, and never beyond its edge', () => {
    const count = fc.nat(120)
    fc.assert(
      fc.property(count, count, count, (lessons, assessments, questions) => {
        const all = columns(lessons, assessments, questions)
        const layouts = layoutsOf(all)
        const placed = layouts.flatMap(({ groups }) => groups.flatMap((group) => group.columns))
        expect(placed.map(({ column }) => column)).toEqual(all)
        expect(sharedWidth([all])).toBeLessThan(ROOM)
        for (const { groups, width } of layouts) {
          expect(groups.length).toBeGreaterThan(0)
          for (const [index, { start, end, columns: own }] of groups.entries()) {
            expect(start).toBeGreaterThan(groups[index - 1]?.end ?? 0)
            expect(end).toBeLessThanOrEqual(width)
            for (const { x } of own) expect(x > start && x < end).toBe(true)
          }
        }
      }),
    )
  })

  it('tell what nothing practises or checks once, not in each drawing', () => {
    const rows = [{ code: 'O1.1', id: 'o1', text: 'Dig', bloom: 'apply', dok: 2 } as const]
    const view = { id: 'matrix-1', title: 'Alignment', least: 0 }
    const drawn = matrixDrawings({ rows, columns: columns(60, 0, 60) }, view).map(String)
    expect(drawn.length).toBeGreaterThan(3)
    expect(drawn.join('').match(/class="gap"/g)).toHaveLength(1)
    expect(drawn.join('').match(/class="question"/g)).toHaveLength(60)
    expect(new Set(drawn.map((drawing) => /<title id="([^"]*)"/.exec(drawing)?.[1])).size).toBe(drawn.length)
  })
})
