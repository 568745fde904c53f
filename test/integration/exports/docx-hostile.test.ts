import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import mammoth from 'mammoth'
import { DocxExporter } from '../../../src/adapters/exports/index.js'
import type { GeneratedCurriculum } from '../../../src/domain/curriculum/index.js'
import { anyCodePoint } from '../../support/any-code-point.js'
import { expectWholeDocx } from '../../support/documents/expect-whole-docx.js'
import { HOSTILE_TEXTS, UNWRITABLE_TEXTS } from '../../support/documents/hostile-texts.js'
import { OpenedDocx } from '../../support/documents/opened-docx.js'
import { smallCurriculum } from '../../support/small-curriculum.js'

async function exported(generated: GeneratedCurriculum): Promise<Uint8Array> {
  const [file] = await new DocxExporter().export(generated)
  if (file === undefined) throw new Error('there is no file')
  return file.bytes
}

describe('hostile texts in a Word document', () => {
  it.each(Object.entries(HOSTILE_TEXTS))('stay text: %s', async (_name, text) => {
    await expectText(text, text)
  })

  it.each(Object.entries(UNWRITABLE_TEXTS))('keep all that XML can hold: %s', async (_name, [text, left]) => {
    await expectText(text, left)
  })

  it('keep their line breaks in texts of several lines, and nowhere else', async () => {
    const lines = new OpenedDocx(await exported(smallCurriculum('first\nsecond')))
    const plainDocx = new OpenedDocx(await exported(smallCurriculum('plain')))
    const texts = (docx: OpenedDocx, part: string) => docx.paragraphs(part).map(({ style, text }) => ({ style, text }))
    for (const part of ['word/document.xml', 'word/header1.xml', 'word/footnotes.xml']) {
      const expected = texts(plainDocx, part).map(({ style, text }) => {
        const shown = ONE_LINE.test(style) ? 'first second' : 'first\nsecond'
        return { style, text: text.replaceAll('plain', shown) }
      })
      expect(texts(lines, part)).toEqual(expected)
    }
  })

  it('never break the document', async () => {
    const anything = fc
      .oneof(
        fc.string({ unit: anyCodePoint, maxLength: 60 }),
        fc.array(fc.nat(0xffff), { maxLength: 30 }).map((units) => String.fromCharCode(...units)),
        fc.array(fc.constantFrom(...Object.values(HOSTILE_TEXTS), '\n', '\t', '\r', '{', '\0'), { maxLength: 4 }),
      )
      .map((text) => (typeof text === 'string' ? text : text.join('')))
    await fc.assert(
      fc.asyncProperty(anything, async (text) => {
        expectWholeDocx(new OpenedDocx(await exported(smallCurriculum(text))))
      }),
      { numRuns: 15 },
    )
  })
})

/** Styles of paragraphs in which line breaks become spaces. */
const ONE_LINE = /^(?:Title|Header|Heading\d|TOC\d|FootnoteText)$/

let plain: OpenedDocx | undefined

/** That a text in every field comes out as `left`, and as nothing else. */
async function expectText(text: string, left: string): Promise<void> {
  const bytes = await exported(smallCurriculum(text))
  const docx = new OpenedDocx(bytes)
  expectWholeDocx(docx)
  const shown = docx.paragraphs().map((paragraph) => paragraph.text)
  // Each part of the document shows it: as many times as in the same curriculum with a plain text.
  plain ??= new OpenedDocx(await exported(smallCurriculum('plain')))
  const times = (paragraphs: readonly string[], sought: string) => paragraphs.join('\n').split(sought).length - 1
  expect(times(shown, left)).toBe(
    times(
      plain.paragraphs().map((paragraph) => paragraph.text),
      'plain',
    ),
  )
  expect(docx.paragraphs()).toHaveLength(plain.paragraphs().length)
  const { value } = await mammoth.extractRawText({ buffer: Buffer.from(bytes) })
  expect(value).toContain(left)
}
