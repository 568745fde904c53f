import { describe, expect, it } from '@jest/globals'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../../src/adapters/documents/document-limits.js'
import { readDocument } from '../../../../src/adapters/documents/read-document.js'

async function tableOf(rst: string) {
  const { blocks } = await readDocument(
    { name: 'a.rst', bytes: Buffer.from(`Breads\n======\n\n${rst}\n`) },
    DEFAULT_DOCUMENT_LIMITS,
  )
  const tables = blocks.flatMap((block) => (block.kind === 'table' ? [block] : []))
  const texts = (cells: readonly ({ readonly text: string } | undefined)[]) => cells.map((cell) => cell?.text ?? '')
  return tables.map(({ header, rows }) => [texts(header), ...rows.map(texts)])
}

const EXPECTED = [
  [
    ['Bread', 'Flour'],
    ['rye loaf', 'rye'],
    ['roll', 'wheat'],
  ],
]

describe('Tables of reStructuredText', () => {
  it('with borders of =', async () => {
    expect(
      await tableOf(
        '========  =====\nBread     Flour\n========  =====\nrye loaf  rye\nroll      wheat\n========  =====',
      ),
    ).toEqual(EXPECTED)
  })

  it('drawn as a grid', async () => {
    const grid = [
      '+----------+-------+',
      '| Bread    | Flour |',
      '+==========+=======+',
      '| rye loaf | rye   |',
      '+----------+-------+',
      '| roll     | wheat |',
      '+----------+-------+',
    ]
    expect(await tableOf(grid.join('\n'))).toEqual(EXPECTED)
  })

  it('as a list', async () => {
    const list =
      '.. list-table::\n   :header-rows: 1\n\n   * - Bread\n     - Flour\n   * - rye loaf\n     - rye\n   * - roll\n     - wheat'
    expect(await tableOf(list)).toEqual(EXPECTED)
  })

  it('with commas: one within quotes is text', async () => {
    const csv = '.. csv-table::\n\n   "rye loaf, dark",rye\n   roll, "the ""white"" one"\n   bun,'
    const [rows] = await tableOf(csv)
    expect(rows?.filter((cells) => cells.some((cell) => cell !== ''))).toEqual([
      ['rye loaf, dark', 'rye'],
      ['roll', 'the "white" one'],
      ['bun'],
    ])
  })
})
