import fc from 'fast-check'

/** A run of a line. Runs are separated by blanks, except a footnote mark, which follows its word. */
export type Run =
  | { readonly kind: 'text' | 'bold' | 'italic' | 'code'; readonly text: string }
  | { readonly kind: 'formula'; readonly tex: string }
  | { readonly kind: 'link' | 'reference'; readonly text: string; readonly target: string }
  | { readonly kind: 'note'; readonly text: string; readonly note: readonly Run[] }

/** A line of text. */
export type Line = readonly Run[]

/** A cell of a table, with the number of columns and rows that it covers. */
export interface Cell {
  readonly line: Line
  readonly columns: number
  readonly rows: number
}

/** An entry of a list. */
export interface Entry {
  readonly line: Line
  readonly children: readonly Block[]
}

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly line: Line }
  | { readonly kind: 'paragraph'; readonly line: Line }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly entries: readonly Entry[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'formula'; readonly tex: string }
  | {
      readonly kind: 'table'
      readonly header: readonly Line[]
      /** A place that a merged cell covers is `undefined`. */
      readonly rows: readonly (readonly (Cell | undefined)[])[]
    }

/**
 * The structure of a document, without the notation of a format. Each format has a writer; all files of one structure
 * must be read as the same document.
 */
export type Structure = readonly Block[]

const WORDS = [
  ...'yeast water bread Flour The rises. is and of dough, Why? Größe naïve (warm) “quoted” it’s 25% £5 3.5 A&B a<b x>y'.split(
    ' ',
  ),
  ...'m[2][3] [^abc] {n=1,2} {.note} a*b* _x_ **no** `no` # 1. - + > | ~~x~~ \\alpha \\( C:\\temp $5 $PATH &amp; <b> 東京 🏠 !!! [x](y) [a][b]'.split(
    ' ',
  ),
]
const FORMULAS = [
  'x^2',
  'a_1 * b * c_1',
  '\\frac{a}{b}',
  '\\sum_{i=1}^n i',
  'f(x) = [a][b]',
  '\\{1, 2\\}',
  'a < b',
  'E = mc^2',
  '\\text{if } x \\& y',
]
const phrase = (words: readonly string[], maxLength: number) =>
  fc.array(fc.constantFrom(...words), { minLength: 1, maxLength }).map((parts) => parts.join(' '))
const text = phrase(WORDS, 6)
const plain = phrase('crumb crust Oven proof Two words'.split(' '), 3)
const code = fc.constantFrom('a[i]', 'x = {1}', 'f(*args)', '<b>', '$HOME', 'a_b_c', '# no', '[^1]', '\\n')
const target = fc.constantFrom('https://example.org/a_b', 'page.html', '#there')

const simpleRun: fc.Arbitrary<Run> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('text' as const), text }) },
  fc.record({ kind: fc.constantFrom('bold' as const, 'italic' as const), text: plain }),
  fc.record({ kind: fc.constant('code' as const), text: code }),
  fc.record({ kind: fc.constant('formula' as const), tex: fc.constantFrom(...FORMULAS) }),
  fc.record({ kind: fc.constantFrom('link' as const, 'reference' as const), text: plain, target }),
)
const simpleLine = fc.array(simpleRun, { minLength: 1, maxLength: 4 })
const noted: fc.Arbitrary<Run> = fc.record({ kind: fc.constant('note' as const), text: plain, note: simpleLine })
const line: fc.Arbitrary<Line> = fc
  .tuple(simpleRun, fc.array(fc.oneof({ weight: 6, arbitrary: simpleRun }, noted), { maxLength: 4 }))
  .map(([first, rest]) => [first, ...rest])

const codeBlock: fc.Arbitrary<Block> = fc.record({
  kind: fc.constant('code' as const),
  language: fc.constantFrom('python', 'sh', ''),
  text: fc
    .array(
      fc.constantFrom('if a:', '    b()', '', '```', '~~~', '::: note', '$$', '[^1]: x', '<p>&amp;', '- a', '---'),
      {
        minLength: 1,
        maxLength: 5,
      },
    )
    .map((lines) => `begin\n${lines.join('\n')}\nend`),
})
const table: fc.Arbitrary<Block> = fc
  .record({ columns: fc.integer({ min: 2, max: 4 }), rows: fc.integer({ min: 1, max: 4 }) })
  .chain(({ columns, rows }) =>
    fc.record({
      header: fc.array(fc.oneof(simpleLine, fc.constantFrom('Term', 'Definition').map(named)), {
        minLength: columns,
        maxLength: columns,
      }),
      cells: fc.array(fc.record({ line: fc.oneof(simpleLine, fc.constant([])), columns: span, rows: span }), {
        minLength: columns * rows,
        maxLength: columns * rows,
      }),
    }),
  )
  .map(({ header, cells }) => ({ kind: 'table', header, rows: placed(cells, header.length) }))
const span = fc.constantFrom(1, 1, 1, 2, 3)

function named(title: string): Line {
  return [{ kind: 'text', text: title }]
}

/** Puts cells into a grid: each covers the free places that it can. */
function placed(cells: readonly Cell[], width: number): readonly (readonly (Cell | undefined)[])[] {
  const height = cells.length / width
  const taken = Array.from({ length: height }, () => new Array<boolean>(width).fill(false))
  const isFree = (row: number, column: number) => taken[row]?.[column] === false
  return taken.map((places, row) =>
    places.map((_, column): Cell | undefined => {
      const cell = cells[row * width + column]
      if (cell === undefined || !isFree(row, column)) return undefined
      let columns = 1
      while (columns < cell.columns && isFree(row, column + columns)) columns += 1
      let rows = 1
      const isRowFree = (at: number) =>
        Array.from({ length: columns }, (_one, add) => isFree(at, column + add)).every(Boolean)
      while (rows < cell.rows && isRowFree(row + rows)) rows += 1
      for (let down = 0; down < rows; down++) taken[row + down]?.fill(true, column, column + columns)
      return { line: cell.line, columns, rows }
    }),
  )
}

const { blocks } = fc.letrec<{ blocks: readonly Block[]; list: Block; entry: Entry }>((tie) => ({
  entry: fc.record({
    line,
    children: fc.oneof(
      { depthSize: 'small' },
      fc.constant([]),
      fc.array(fc.oneof(tie('list'), codeBlock, paragraph()), { maxLength: 2 }),
    ),
  }),
  list: fc.record({
    kind: fc.constant('list' as const),
    ordered: fc.boolean(),
    entries: fc.array(tie('entry'), { minLength: 1, maxLength: 3 }),
  }),
  blocks: fc.array(
    fc.oneof(
      { weight: 3, arbitrary: paragraph() },
      fc.record({ kind: fc.constant('heading' as const), level: fc.integer({ min: 1, max: 6 }), line: simpleLine }),
      tie('list'),
      codeBlock,
      fc.record({ kind: fc.constant('formula' as const), tex: fc.constantFrom(...FORMULAS) }),
      table,
    ),
    { minLength: 1, maxLength: 8 },
  ),
}))

function paragraph(): fc.Arbitrary<Block> {
  return fc.record({ kind: fc.constant('paragraph' as const), line })
}

/** Random structures. Each has a word. */
export const structures: fc.Arbitrary<Structure> = blocks.map((rest) => [
  { kind: 'paragraph', line: named('All about bread.') },
  ...rest,
])

/** The footnotes of a structure, in the order of their marks. */
export function notesOf(structure: Structure): readonly Line[] {
  const ofLine = (runs: Line) => runs.flatMap((run) => (run.kind === 'note' ? [run.note] : []))
  return structure.flatMap((block): readonly Line[] => {
    if (block.kind === 'paragraph' || block.kind === 'heading') return ofLine(block.line)
    if (block.kind === 'list')
      return block.entries.flatMap((entry) => [...ofLine(entry.line), ...notesOf(entry.children)])
    return []
  })
}
