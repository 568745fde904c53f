import { describe, expect, it } from '@jest/globals'
import { columnWidths } from '../../../../../src/adapters/exports/docx/column-widths.js'

const WIDTH = 9638

const column = (texts: readonly string[], whole = false) => ({ texts, whole })

describe('the widths of columns', () => {
  it('sum to the width of the table', () => {
    const tables = [
      [column(['A']), column(['B', 'text'])],
      [
        column(['No.', 'O1.1']),
        column(['Outcome', 'Explain why water is wet'.repeat(3)]),
        column(['Level', 'Analyze']),
      ],
      Array.from({ length: 9 }, (_value, index) => column([`Heading${index}`, 'x'.repeat(200)])),
    ]
    for (const columns of tables) {
      expect(columnWidths(columns, WIDTH).reduce((sum, width) => sum + width, 0)).toBe(WIDTH)
    }
  })

  it('give the room to long texts, and enough to the longest word', () => {
    const [label = 0, text = 0, level = 0] = columnWidths(
      [
        column(['No.', 'O1.1']),
        column(['Outcome', 'Explain the difference between bandwidth and latency to somebody who knows neither']),
        column(['Stufe', 'Zusammenfassen']),
      ],
      WIDTH,
    )
    expect(text).toBeGreaterThan(WIDTH / 2)
    expect(label).toBeLessThan(level)
    // 9 points, about half as wide as high.
    expect(level).toBeGreaterThan('Zusammenfassen'.length * 90)
  })

  it('keep values with spaces in one line', () => {
    const [time = 0] = columnWidths(
      [column(['Time', '12 h 45 min'], true), column(['Text', 'word '.repeat(80)])],
      WIDTH,
    )
    expect(time).toBeGreaterThan('12 h 45 min'.length * 90)
  })
})
