import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../../src/adapters/documents/document-limits.js'
import { readDocument } from '../../../../src/adapters/documents/read-document.js'
import { type PdfText, pdfFile } from '../../../support/documents/pdf-file.js'

/** What plain text and the pages of a PDF can show: no marks, no levels of lists, no tables. */
type FlatBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly entries: readonly string[] }

const RUNS = Number(process.env.DOCUMENT_STRUCTURES ?? 60)
const LINE = 64
const PAGE = { top: 780, bottom: 70, left: 72 }

const words = (minLength: number, maxLength: number) =>
  fc
    .array(fc.constantFrom(...'dough yeast water bread crumb oven salt rye wheat proof gluten heat crust'.split(' ')), {
      minLength,
      maxLength,
    })
    .map((list) => list.join(' '))
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const sentences = fc
  .array(
    words(3, 9).map((text) => `${capital(text)}.`),
    { minLength: 1, maxLength: 5 },
  )
  .map((list) => list.join(' '))
const block: fc.Arbitrary<FlatBlock> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), level: fc.constant(2 as const), text: words(2, 4).map(capital) }),
  fc.record({ kind: fc.constant('paragraph' as const), text: sentences }),
  fc.record({
    kind: fc.constant('list' as const),
    ordered: fc.boolean(),
    entries: fc.array(
      words(2, 6).map((text) => `${capital(text)}.`),
      { minLength: 2, maxLength: 5 },
    ),
  }),
)
/** Lists that follow each other cannot be told apart on a page, nor a heading from the second line of another one. */
const structures = fc.array(block, { minLength: 1, maxLength: 12 }).map((blocks): readonly FlatBlock[] => [
  { kind: 'heading', level: 1, text: 'All about bread' },
  // More text than headings, so that its size is known to be the one of the text.
  { kind: 'paragraph', text: 'Bread rises because yeast makes gas. '.repeat(12).trim() },
  ...blocks.flatMap((one, index): readonly FlatBlock[] =>
    one.kind !== 'paragraph' && blocks[index - 1]?.kind === one.kind
      ? [{ kind: 'paragraph', text: 'So far.' }, one]
      : [one],
  ),
])

const mark = (ordered: boolean, index: number, bullet: string) => (ordered ? `${index + 1}.` : bullet)

function asMarkdown(blocks: readonly FlatBlock[]): Buffer {
  const parts = blocks.map((one) => {
    if (one.kind === 'heading') return `${'#'.repeat(one.level)} ${one.text}`
    if (one.kind === 'paragraph') return wrapped(one.text).join('\n')
    return one.entries.map((text, index) => `${mark(one.ordered, index, '-')} ${text}`).join('\n')
  })
  return Buffer.from(parts.join('\n\n'))
}

function asText(blocks: readonly FlatBlock[]): Buffer {
  const parts = blocks.map((one) => {
    if (one.kind === 'heading') return `${one.text}\n${(one.level === 1 ? '=' : '-').repeat(one.text.length)}`
    if (one.kind === 'paragraph') return wrapped(one.text).join('\n')
    return one.entries.map((text, index) => `${mark(one.ordered, index, '*')} ${text}`).join('\n')
  })
  return Buffer.from(parts.join('\n\n'))
}

/** Set line by line, as a word processor does. */
function asPdf(blocks: readonly FlatBlock[]): Buffer {
  const pages: PdfText[][] = [[]]
  let y = PAGE.top
  const put = (text: string, size: number, font: 'plain' | 'bold', x: number, gap: number) => {
    y -= gap
    if (y < PAGE.bottom) {
      pages.push([])
      y = PAGE.top
    }
    pages.at(-1)?.push({ x, y, size, text, font })
  }
  for (const one of blocks) {
    if (one.kind === 'heading') put(one.text, one.level === 1 ? 22 : 15, 'bold', PAGE.left, 36)
    else {
      const lines =
        one.kind === 'paragraph'
          ? wrapped(one.text)
          : one.entries.map((text, index) => `${mark(one.ordered, index, '\u2022')} ${text}`)
      const x = one.kind === 'paragraph' ? PAGE.left : PAGE.left + 18
      for (const [index, line] of lines.entries()) put(line, 11, 'plain', x, index === 0 ? 24 : 14)
    }
  }
  return pdfFile(pages)
}

function wrapped(text: string): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + word.length >= LINE) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}

async function shapeOf(name: string, bytes: Buffer): Promise<readonly FlatBlock[]> {
  const { blocks } = await readDocument({ name, bytes }, DEFAULT_DOCUMENT_LIMITS)
  return blocks.map((one): FlatBlock => {
    if (one.kind === 'heading') return { kind: 'heading', level: one.level === 1 ? 1 : 2, text: one.text }
    if (one.kind === 'list')
      return {
        kind: 'list',
        ordered: one.items[0]?.ordered === true,
        entries: one.items.map(({ text }) => text.replace(/\s+/g, ' ')),
      }
    return { kind: 'paragraph', text: 'text' in one ? one.text.replace(/\s+/g, ' ') : one.kind }
  })
}

it(
  `reads headings, paragraphs and lists of ${RUNS} random structures the same from Markdown, plain text and PDF`,
  async () => {
    await fc.assert(
      fc.asyncProperty(structures, async (structure) => {
        expect(await shapeOf('loaf.md', asMarkdown(structure))).toEqual(structure)
        expect(await shapeOf('loaf.txt', asText(structure))).toEqual(structure)
        expect(await shapeOf('loaf.pdf', asPdf(structure))).toEqual(structure)
      }),
      { numRuns: RUNS },
    )
  },
  120_000 + RUNS * 2_000,
)
