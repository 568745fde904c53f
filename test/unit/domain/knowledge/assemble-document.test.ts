import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  assembleDocument,
  type DraftBlock,
  type DraftInline,
  passagesOf,
  REGION_ROLES,
} from '../../../../src/domain/knowledge/index.js'
import { anyCodePoint } from '../../../support/any-code-point.js'
import { misquotes } from '../../../support/documents/misquotes.js'

const text = fc.oneof(
  fc.constantFrom(
    'Yeast',
    'is alive.',
    ' ',
    '\n',
    'e.g. this',
    'What? Yes! "So."',
    'a\u00adb',
    'ﬁne',
    '👩‍🔬 works',
    'שלום.',
    ':',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  // Half of a surrogate pair, controls, anything at all.
  fc.string({ unit: anyCodePoint, maxLength: 8 }),
)
const inline: fc.Arbitrary<DraftInline> = fc.record(
  {
    text,
    marks: fc.uniqueArray(fc.constantFrom('bold', 'italic', 'code', 'link'), { maxLength: 2 }),
    page: fc.nat(9),
  },
  { requiredKeys: ['text'] },
)
const inlines = fc.array(inline, { maxLength: 5 })
const cells = fc.array(inlines, { maxLength: 3 })

const { blocks } = fc.letrec<{ block: DraftBlock; blocks: DraftBlock[] }>((tie) => ({
  blocks: fc.array(tie('block'), { maxLength: 6 }),
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constant('paragraph' as const), inlines }),
    fc.record({ kind: fc.constant('heading' as const), level: fc.integer({ min: 1, max: 6 }), inlines }),
    fc.record({ kind: fc.constant('code' as const), text, language: fc.constantFrom('bash', '') }),
    fc.record({ kind: fc.constant('page' as const), number: fc.nat(9) }),
    fc.record({
      kind: fc.constant('definitions' as const),
      entries: fc.array(fc.record({ term: inlines, definition: inlines }), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('table' as const), header: cells, rows: fc.array(cells, { maxLength: 3 }) }),
    fc.record({
      kind: fc.constant('list' as const),
      ordered: fc.boolean(),
      items: fc.array(fc.record({ inlines, children: tie('blocks') }), { maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('region' as const),
      role: fc.constantFrom(...REGION_ROLES),
      title: fc.constantFrom('Exercise 1', 'Solution', '', ' '),
      children: tie('blocks'),
    }),
  ),
}))

const read = (draft: readonly DraftBlock[]) => assembleDocument('a/b.md', { format: 'markdown', blocks: draft })
const said = (words: string): DraftBlock => ({ kind: 'paragraph', inlines: [{ text: words }] })
const head = (level: number, words: string): DraftBlock => ({ kind: 'heading', level, inlines: [{ text: words }] })

describe('for any draft', () => {
  it('every range quotes its text', () => {
    fc.assert(
      fc.property(blocks, (draft) => {
        expect(misquotes(read(draft))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('every passage quotes its text, and together they contain every sentence', () => {
    fc.assert(
      fc.property(blocks, (draft) => {
        const document = read(draft)
        const passages = passagesOf(document)
        for (const { start, end, text: quoted } of passages) expect(document.text.slice(start, end)).toBe(quoted)
        for (const { start, end, text: sentence } of document.sentences) {
          if (document.blocks.some((block) => block.kind === 'heading' && block.start <= start && end <= block.end))
            continue
          expect([sentence, passages.some((one) => one.start <= start && end <= one.end)]).toEqual([sentence, true])
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('sections', () => {
  it('end at the next heading of their level, and have their path', () => {
    const document = read([
      said('Before.'),
      head(1, 'A'),
      head(2, 'B'),
      said('In B.'),
      head(2, 'C'),
      head(1, 'D'),
      said('In D.'),
    ])
    expect(document.sections.map(({ path, start, end }) => [path.join('/'), document.text.slice(start, end)])).toEqual([
      ['', 'Before.'],
      ['A', 'A\n\nB\n\nIn B.\n\nC'],
      ['A/B', 'B\n\nIn B.'],
      ['A/C', 'C'],
      ['D', 'D\n\nIn D.'],
    ])
    expect(document.blocks.map(({ section }) => section)).toEqual([0, 1, 2, 2, 3, 4, 4])
  })

  it('of an exercise end with it', () => {
    const document = read([
      head(1, 'A'),
      { kind: 'region', role: 'exercise', children: [head(2, 'Try'), said('Do it.')] },
      said('More about A.'),
    ])
    const [, exercise] = document.sections
    expect(document.text.slice(exercise?.start, exercise?.end)).toBe('Try\n\nDo it.')
    expect(exercise).toMatchObject({ path: ['A', 'Try'], region: 0 })
    expect(document.blocks.at(-1)).toMatchObject({ section: 0 })
    expect(document.regions).toMatchObject([{ role: 'exercise', title: { text: 'Try' } }])
  })
})

describe('regions', () => {
  it('are recognised by headings without other words', () => {
    const document = read([
      head(1, 'Bread'),
      head(2, 'Key Points:'),
      said('It rises.'),
      head(2, 'Keys to success'),
      said('Heat.'),
    ])
    expect(document.regions.map(({ role, start, end }) => [role, document.text.slice(start, end)])).toEqual([
      ['key-points', 'Key Points:\n\nIt rises.'],
    ])
  })

  it('do not include a whole document titled as a case, but one titled as a glossary', () => {
    const called = (title: string) =>
      read([head(1, title), said('It was late.'), head(2, 'Then'), said('It was early.')])
    expect(called('Case: the lost loaf').regions).toEqual([])
    expect(called('Case: the lost loaf').title).toBe('Case: the lost loaf')
    expect(called('Glossary').regions).toMatchObject([{ role: 'glossary', start: 0 }])
    expect(called('Glossary').title).toBe('Glossary')
  })

  it('that answer an exercise belong to it, inside or after it', () => {
    const exercise = (...inner: DraftBlock[]): DraftBlock => ({ kind: 'region', role: 'exercise', children: inner })
    const solution: DraftBlock = { kind: 'region', role: 'solution', children: [said('Because.')] }
    const { regions } = read([exercise(said('Why?'), solution), exercise(said('How?')), said('Think first.'), solution])
    expect(regions.map(({ role, parent }) => [role, parent])).toEqual([
      ['exercise', undefined],
      ['solution', 0],
      ['exercise', undefined],
      ['solution', 2],
    ])
  })

  it('without content are removed', () => {
    expect(read([{ kind: 'region', role: 'note', children: [said(' ')] }, said('Text.')]).regions).toEqual([])
  })
})

describe('facts', () => {
  const facts = (more: object) =>
    assembleDocument('part/intro.md', { format: 'markdown', blocks: [head(2, 'H'), said('T.')], ...more })

  it.each([
    ['2024-05-01', 2024],
    ['May 2024', 2024],
    ['12/05/1999', 1999],
    ['123456', undefined],
    ['soon', undefined],
  ])('of %p the year is %p', (date, year) => {
    expect(facts({ date }).year).toBe(year)
  })

  it('use the first heading as the title, else the file name', () => {
    expect(facts({ title: '  A\n title ' }).title).toBe('A title')
    expect(facts({ title: ' ' }).title).toBe('H')
    expect(assembleDocument('part/intro.md', { format: 'text', blocks: [said('T.')] })).toMatchObject({
      title: 'Intro',
      source: 'intro.md',
      id: 'part/intro.md',
    })
  })

  it.each([
    ['en_GB', 'en-gb'],
    ['Klingon language', undefined],
  ])('of %p the language is %p', (language, tag) => {
    expect(facts({ language }).language).toBe(tag)
  })
})

const define = (...inlines: readonly DraftInline[]) =>
  assembleDocument('a.md', { format: 'markdown', blocks: [{ kind: 'paragraph', inlines }] }).definitions.map(
    ({ term, definition }) => [term.text, definition.text],
  )
const bold = (text: string): DraftInline => ({ text, marks: ['bold'] })

describe('the title', () => {
  const titled = (id: string, headings: readonly (readonly [number, string])[], more: object = {}) =>
    assembleDocument(id, {
      format: 'markdown',
      blocks: [...headings.map(([level, text]) => head(level, text)), said('T.')],
      ...more,
    }).title

  it.each([
    'Introduction',
    'Introduction 2',
    '1. Overview',
    'Chapter 3',
    'Lesson 2: Introduction',
    'Table of Contents',
    '[WARNING]',
    'Note:',
    'Einleitung',
    'Untitled',
    '12',
  ])('"%s" gives way to the file name', (heading) => {
    expect(
      titled('part/03-sour_dough-bread.md', [
        [1, heading],
        [2, 'Kinds'],
      ]),
    ).toBe('Sour dough bread')
    expect(titled('bread.md', [[1, heading]], { title: heading })).toBe('Bread')
    expect(titled('bread.md', [[1, heading]], { title: 'Rye' })).toBe('Rye')
    expect(titled('01-intro.md', [[1, heading]])).toBe(heading)
    expect(titled('7.md', [[1, heading]])).toBe(heading)
  })

  it.each(['Introduction to bread', 'Bread: an overview', 'Glossary', 'Civic duties', 'Notes on rye', 'Module theory'])(
    '"%s" stays',
    (heading) => {
      expect(titled('file.md', [[1, heading]])).toBe(heading)
    },
  )

  it('is not the name of the author or running text', () => {
    expect(titled('bread.md', [[1, 'Ada Stone']], { author: 'Ada Stone' })).toBe('Bread')
    const sentence = 'This is a sentence that somebody put into a heading so that it looks large.'
    expect(titled('bread.md', [[1, sentence]])).toBe('Bread')
  })

  it.each([
    ['1.2 Baking', 'Baking'],
    ['2024-notes on rye.md', 'Notes on rye'],
    ['C++ basics.md', 'C++ basics'],
    ['42', '42'],
  ])('of the file %p is %p', (file, title) => {
    expect(titled(file, [])).toBe(title)
  })
})

describe('a caption', () => {
  it.each([
    'Left:',
    'Top left:',
    'Left and right:',
    'Above:',
    'Figure 3.',
    'Fig. 2a:',
    'Table 1:',
    'Photo:',
    'Source:',
    '(a)',
    'Panel B:',
    'Abb. 2:',
  ])('with the label "%s" defines no term', (label) => {
    expect(define(bold(label), { text: `${/[.:]$/.test(label) ? '' : ':'} the heart of a frog.` })).toEqual([])
  })

  it('defines no term at all', () => {
    const blocks = [{ kind: 'paragraph', caption: true, inlines: [bold('Heart:'), { text: ' a muscle.' }] }] as const
    expect(assembleDocument('a.md', { format: 'html', blocks })).toMatchObject({
      definitions: [],
      text: 'Heart: a muscle.',
    })
  })
})

describe('a bold term that names no thing', () => {
  it.each([
    'Note',
    'Example 3',
    'Learning objectives',
    'Anmerkung',
    'Achtung',
    'Exkurs für Fortgeschrittene',
    'Remarque 1',
    'Notre objectif',
    'Nota',
    'How to bake',
    'Open the door',
    'Pour cuire',
    'Bei hoher Hitze',
    '2. Regel',
  ])('such as "%s" defines nothing', (label) => {
    expect(define(bold(label), { text: ': a loaf that rises for a long time.' })).toEqual([])
  })

  it.each([
    'We bake it for an hour.',
    'Click the button.',
    'There are three kinds:',
    'What is it good for?',
    'wird eine Stunde gebacken.',
    'On la cuit une heure.',
  ])('and "%s" is no definition', (text) => {
    expect(define(bold('Loaf'), { text: `: ${text}` })).toEqual([])
  })
})

describe('a bold term with a verb', () => {
  it.each([
    [
      [{ text: 'A ' }, bold('loaf'), { text: ' is a piece of bread. It rises.' }],
      ['loaf', 'a piece of bread'],
    ],
    [
      [bold('Hefe'), { text: ' ist ein Pilz, der Gas bildet.' }],
      ['Hefe', 'ein Pilz, der Gas bildet'],
    ],
    [
      [{ text: 'La ' }, bold('levure'), { text: ' est un champignon qui produit du gaz.' }],
      ['levure', 'un champignon qui produit du gaz'],
    ],
    [
      [{ text: 'La ' }, bold('levadura'), { text: ' es un hongo que produce gas.' }],
      ['levadura', 'un hongo que produce gas'],
    ],
    [
      [bold('Loaf'), { text: ': A loaf is a piece of bread.' }],
      ['Loaf', 'a piece of bread.'],
    ],
  ])('%j', (inlines, expected) => {
    expect(define(...inlines)).toEqual([expected])
  })

  it.each([
    [[{ text: 'A ' }, bold('loaf'), { text: ' is baked.' }]],
    [[bold('Salt'), { text: ' is the best friend of bread.' }]],
    [[{ text: 'Every day a ' }, bold('loaf'), { text: ' is a pleasure.' }]],
  ])('is no definition in %j', (inlines) => {
    expect(define(...inlines)).toEqual([])
  })
})

it('has no sentence that is a formula', () => {
  const blocks = [
    { kind: 'paragraph', inlines: [{ text: '$$a^2$$', marks: ['formula'] }] },
    { kind: 'paragraph', inlines: [{ text: 'The area is ' }, { text: '$a^2$', marks: ['formula'] }, { text: '.' }] },
  ] as const
  const { sentences, text } = assembleDocument('a.md', { format: 'markdown', blocks })
  expect(sentences.map((sentence) => sentence.text)).toEqual(['The area is $a^2$.'])
  expect(text).toBe('$$a^2$$\n\nThe area is $a^2$.')
})

describe('a bold term that leads its definition', () => {
  it.each([
    [
      [bold('Port'), { text: ': a number. It names a service.' }],
      ['Port', 'a number.'],
    ],
    [
      [bold('Port:'), { text: ' a number' }],
      ['Port', 'a number'],
    ],
    [
      [bold('Port.'), { text: ' A number that names a service.' }],
      ['Port', 'A number that names a service.'],
    ],
    [
      [bold('Port'), { text: ' – a number' }],
      ['Port', 'a number'],
    ],
    [
      [bold('Port'), { text: ' -- a number' }],
      ['Port', 'a number'],
    ],
  ])('%j', (inlines, expected) => {
    expect(define(...inlines)).toEqual([expected])
  })

  it.each([
    [[bold('Note:'), { text: ' mind the gap.' }]],
    [[bold('Step 2:'), { text: ' open the door.' }]],
    [[bold('Port'), { text: ' numbers are small.' }]],
    [[{ text: 'A ' }, bold('port'), { text: ': a number.' }]],
    [[bold('A port is what names a service here'), { text: ': always.' }]],
    [[bold('Port:')]],
  ])('is not recognised in %j', (inlines) => {
    expect(define(...inlines)).toEqual([])
  })
})
