import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../../src/adapters/documents/document-limits.js'
import { readDocument } from '../../../../src/adapters/documents/read-document.js'
import { misquotes } from '../../../support/documents/misquotes.js'
import { type PdfText, pdfFile } from '../../../support/documents/pdf-file.js'
import { type Block, structures } from '../../../support/documents/structures/structure.js'
import { writePdf } from '../../../support/documents/structures/write-pdf.js'

const read = async (pages: readonly (readonly PdfText[])[], options: Parameters<typeof pdfFile>[1] = {}) => {
  const document = await readDocument({ name: 'the-file.pdf', bytes: pdfFile(pages, options) }, DEFAULT_DOCUMENT_LIMITS)
  expect(misquotes(document)).toEqual([])
  return document
}
const line = (y: number, text: string, more: Partial<PdfText> = {}): PdfText => ({ x: 72, y, size: 11, text, ...more })
const PROSE = [
  'Bakers raised bread long before yeast was sold in shops.',
  'A starter is a dough of flour and water in which yeast lives.',
  'Feed it every day with the same weight of both.',
  'It doubles in four hours when the kitchen is warm.',
]
/** A page of one sentence, with text at its foot. */
const pageWith = (index: number, foot: string, more: Partial<PdfText> = {}) => [
  line(780, PROSE[index % PROSE.length] ?? ''),
  line(40, foot, more),
]

describe('the last line of a page', () => {
  it.each([
    ['numbers', ['1', '2', '3']],
    ['numbers from any page on', ['117', '118', '119']],
    ['roman numbers', ['iii', 'iv', 'v']],
    ['numbers with dashes', ['– 8 –', '– 9 –', '– 10 –']],
    ['numbers with a word', ['Page 1', 'Page 2', 'Page 3']],
    ['numbers of all', ['1 / 3', '2 / 3', '3 / 3']],
    ['numbers in a running head', ['Bread for all 1', 'Bread for all 2', 'Bread for all 3']],
  ])('is left out if it is a page number: %s', async (_, feet) => {
    const { text } = await read(feet.map((foot, index) => pageWith(index, foot)))
    expect(text).toBe(PROSE.slice(0, 3).join('\n\n'))
  })

  it.each([
    ['the letters of roman numbers', ['mild', 'dill', 'civil']],
    ['words that are roman numbers', ['mix', 'mix', 'dim']],
    ['numbers that do not rise', ['42', '17', '99']],
    ['one year', ['Anno Domini', '1848', 'in spring']],
    ['numbers with words that do not rise', ['Step 5', 'Step 3', 'Step 9']],
  ])('is read if it is not: %s', async (_, feet) => {
    const { text } = await read(feet.map((foot, index) => pageWith(index, foot)))
    for (const foot of feet) expect(text).toContain(foot)
  })

  it('is left out if a page between has no number', async () => {
    const { text } = await read([pageWith(0, '7'), [line(780, PROSE[1] ?? '')], pageWith(2, '9')])
    expect(text).toBe(PROSE.slice(0, 3).join('\n\n'))
  })

  it('is read on the only page, unless it says that it is the only page', async () => {
    expect((await read([pageWith(0, '42')])).text).toMatch(/\b42$/)
    expect((await read([pageWith(0, 'Page 1 of 1')])).text).toBe(PROSE[0])
  })

  it('is left out below two columns, in the corner', async () => {
    const pages = [1, 2].map((number) => [...columns(700), line(40, String(number), { x: 540, size: 9 })])
    expect((await read(pages)).text).not.toMatch(/\d/)
  })
})

const LEFT = [
  'Rye flour takes up more water',
  'than wheat flour does, and so',
  'its dough is sticky. Nobody',
  'kneads it for a long time.',
]
const RIGHT = [
  'Wheat flour has more gluten',
  'and makes a dough that can',
  'be stretched. It is kneaded',
  'until it is smooth.',
]
/** Two columns, row by row. */
function columns(top: number, shift = 0): PdfText[] {
  return LEFT.flatMap((text, index) => [
    line(top - index * 14, text, { size: 10 }),
    line(top - index * 14 - shift, RIGHT[index] ?? '', { size: 10, x: 310 }),
  ])
}
const COLUMNS = [LEFT.join(' '), RIGHT.join(' ')]

describe('columns that are set row by row', () => {
  it.each([
    ['at the same height', 0],
    ['at different heights', 7],
  ])('are read column by column: %s', async (_, shift) => {
    expect((await read([columns(700, shift)])).text).toBe(COLUMNS.join('\n\n'))
  })

  it('end at headings over both', async () => {
    const heading = (y: number, text: string) => line(y, text, { size: 16, font: 'bold', x: 180 })
    const { text } = await read([
      [
        heading(760, 'Two kinds of flour for bread'),
        ...columns(730),
        heading(640, 'The same two flours again'),
        ...columns(610),
      ],
    ])
    expect(text.split('\n\n')).toEqual([
      'Two kinds of flour for bread',
      ...COLUMNS,
      'The same two flours again',
      ...COLUMNS,
    ])
  })

  it('may be three', async () => {
    const third = ['Oats have no gluten at', 'all and are eaten as a', 'porridge, cooked with', 'salt and some water.']
    const page = LEFT.flatMap((_, index) =>
      [LEFT, RIGHT, third].map((column, at) =>
        line(700 - index * 14, column[index] ?? '', { size: 8, x: 60 + at * 170 }),
      ),
    )
    expect((await read([page])).text).toBe([...COLUMNS, third.join(' ')].join('\n\n'))
  })

  it('are read as they are if they are set column by column', async () => {
    const page = columns(700)
    const { text } = await read([[...page.filter(({ x }) => x < 300), ...page.filter(({ x }) => x > 300)]])
    expect(text).toBe(COLUMNS.join('\n\n'))
  })

  it('are not the columns of a table', async () => {
    const rows = [
      ['Starter', 'A dough of flour and water'],
      ['Levain', 'A part of it, for one bread'],
      ['Poolish', 'A dough with much water'],
      ['Biga', 'A dough with little water'],
    ]
    const { text } = await read([
      rows.flatMap(([term = '', meaning = ''], index) => [
        line(700 - index * 14, term),
        line(700 - index * 14, meaning, { x: 200 }),
      ]),
    ])
    for (const row of rows) expect(text).toContain(row.join(' '))
  })

  it('are not the entries of a wide table', async () => {
    const rows = PROSE.map((answer, index) => [`Which question is number ${index}?`, answer])
    const { text } = await read([
      rows.flatMap(([question = '', answer = ''], index) => [
        line(700 - index * 14, question, { size: 8 }),
        line(700 - index * 14, answer, { x: 300, size: 8 }),
      ]),
    ])
    for (const row of rows) expect(text).toContain(row.join(' '))
  })
})

describe('text that is drawn twice', () => {
  const twice = (dx: number, dy: number) =>
    PROSE.flatMap((text, index) => [line(700 - index * 14, text), line(700 - index * 14 - dy, text, { x: 72 + dx })])

  it.each([
    ['at the same place', 0, 0],
    ['to look bold', 0.3, 0],
    ['with a shadow', 1, 1],
  ])('is read once: %s', async (_, dx, dy) => {
    expect((await read([twice(dx, dy)])).text.replace(/\s+/g, ' ')).toBe(PROSE.join(' '))
  })

  it('is read once if all of it is drawn again later', async () => {
    const all = PROSE.map((text, index) => line(700 - index * 14, text))
    expect((await read([[...all, ...all.map((one) => ({ ...one, x: 72.4 }))]])).text.replace(/\s+/g, ' ')).toBe(
      PROSE.join(' '),
    )
  })

  it('is read twice if it stands there twice', async () => {
    const { text } = await read([[line(700, 'Bread, bread, bread.'), line(686, 'Bread, bread, bread.')]])
    expect(text).toBe('Bread, bread, bread. Bread, bread, bread.')
  })

  it('keeps letters that are drawn one by one', async () => {
    // The letters of Helvetica are this wide, in sizes.
    const widths = new Map(Object.entries({ i: 0.222, l: 0.222, n: 0.556, e: 0.556, s: 0.5 }))
    let x = 72
    const letters = [...'illness'].map((letter) => {
      const placed = line(700, letter, { x })
      x += 11 * (widths.get(letter) ?? 0)
      return placed
    })
    expect((await read([letters])).text).toBe('illness')
  })
})

describe('the title of a PDF', () => {
  it.each([
    'Microsoft Word - Document1',
    'Microsoft Word - chapter 2.docx',
    'Document1',
    'Dokument1',
    'Untitled',
    'PowerPoint Presentation',
    'Présentation PowerPoint',
    'slides.pptx',
    'C:\\texts\\bread',
    'paper.dvi',
    'about:blank',
  ])('is not what a program filled in: %s', async (title) => {
    const heading = line(780, 'Keeping a starter', { size: 20, font: 'bold' })
    expect((await read([[heading, line(740, PROSE[0] ?? '')]], { title })).title).toBe('Keeping a starter')
    expect((await read([[line(740, PROSE[0] ?? '')]], { title })).title).toBe('The file')
  })

  it.each(['Document design', 'Word order in English', 'Presentation skills', 'Untitled: a novel'])(
    'is what its author stated: %s',
    async (title) => expect((await read([[line(740, PROSE[0] ?? '')]], { title })).title).toBe(title),
  )
})

it('has every heading and paragraph of random structures, in order', async () => {
  const isPlain = (block: Block) =>
    (block.kind === 'heading' || block.kind === 'paragraph') &&
    block.line.every((run) => run.kind !== 'formula' && /^[a-z][\w .]*$/i.test(run.text))
  await fc.assert(
    fc.asyncProperty(structures, async (structure) => {
      const plain = structure.filter(isPlain)
      const { text } = await readDocument({ name: 'a.pdf', bytes: writePdf(plain) }, DEFAULT_DOCUMENT_LIMITS)
      const words = plain.flatMap((block) =>
        'line' in block ? block.line.map((run) => ('text' in run ? run.text : '')) : [],
      )
      expect(text.replace(/\s+/g, ' ')).toBe(words.join(' ').replace(/\s+/g, ' '))
    }),
    { numRuns: 40 },
  )
}, 120_000)
