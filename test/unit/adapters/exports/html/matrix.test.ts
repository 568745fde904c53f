import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { MatrixColumn } from '../../../../../src/adapters/exports/document/model.js'
import { matrixDrawings } from '../../../../../src/adapters/exports/html/matrix-drawing.js'
import { layoutsOf, sharedWidth, wrapText } from '../../../../../src/adapters/exports/html/matrix-layout.js'

/** What fits beside the contents on a window of 1100 pixels. */
const ROOM = 772

function columns(lessons: number, assessments: number, questions: number): readonly MatrixColumn[] {
  const many = (group: MatrixColumn['group'], count: number, letter: string) =>
    Array.from(
      { length: count },
      (_value, index): MatrixColumn => ({
        group,
        label: `${letter}${index + 1}`,
        outcomeIds: ['o1'],
        graded: false,
      }),
    )
  return [...many('lesson', lessons, 'L'), ...many('assessment', assessments, 'A'), ...many('question', questions, 'Q')]
}

describe('the columns of an alignment matrix', () => {
  it('are one drawing if they fit', () => {
    const [layout, ...others] = layoutsOf(columns(3, 4, 13))
    expect(others).toEqual([])
    expect(layout?.groups.map((group) => group.columns.length)).toEqual([3, 4, 13])
  })

  it('use further drawings, each column once, in order and within the edge', () => {
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

  it('show a gap once, not in each drawing', () => {
    const rows = [{ label: 'O1.1', id: 'o1', text: 'Dig', bloom: 'apply' } as const]
    const named = { kind: 'matrix', anchor: 'matrix-1', title: 'Alignment' } as const
    const drawn = matrixDrawings({ ...named, rows, columns: columns(60, 0, 60) }, 0).map(({ drawing }) =>
      String(drawing),
    )
    expect(drawn.length).toBeGreaterThan(3)
    expect(drawn.join('').match(/class="gap"/g)).toHaveLength(1)
    expect(drawn.join('').match(/class="question"/g)).toHaveLength(60)
    expect(new Set(drawn.map((drawing) => /<title id="([^"]*)"/.exec(drawing)?.[1])).size).toBe(drawn.length)
  })
})

describe('wrapped text', () => {
  it('breaks between words', () => {
    expect(wrapText('one two three four', 9, 3)).toEqual(['one two', 'three', 'four'])
  })

  it('ends in an ellipsis if it is cut', () => {
    expect(wrapText('one two three four five', 9, 2)).toEqual(['one two', 'three…'])
    expect(wrapText('onetwothreefourfive', 9, 1)).toEqual(['onetwoth…'])
  })

  it('cuts words that are too long, never within a character', () => {
    expect(wrapText('abcdefgh', 3, 3)).toEqual(['abc', 'def', 'gh'])
    expect(wrapText('😀😀😀', 2, 3)).toEqual(['😀', '😀', '😀'])
  })

  it('counts a wide character as two', () => {
    expect(wrapText('漢字漢字', 4, 2)).toEqual(['漢字', '漢字'])
  })

  it('is one empty line for an empty text', () => {
    expect(wrapText('', 5, 2)).toEqual([''])
  })
})
