import { describe, expect, it } from '@jest/globals'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../../src/adapters/documents/document-limits.js'
import { readDocument } from '../../../../src/adapters/documents/read-document.js'
import { LESSON, lessonFiles } from '../../../support/documents/lesson-files.js'
import { misquotes } from '../../../support/documents/misquotes.js'

describe.each(lessonFiles())('$name', (file) => {
  const read = () => readDocument(file, DEFAULT_DOCUMENT_LIMITS)

  // AsciiDoc and reStructuredText have no mark of their own: there the name decides.
  const named = /\.(?:adoc|rst)$/.exec(file.name)?.[0] ?? '.bin'

  it('is detected by its content, not by its name', async () => {
    const disguised = await readDocument({ ...file, name: `other${named}` }, DEFAULT_DOCUMENT_LIMITS)
    expect(disguised.text).toBe((await read()).text)
    expect(disguised.format).toBe((await read()).format)
  })

  it('has its title and language, and author and year if the format has them', async () => {
    const document = await read()
    const isText = document.format === 'text'
    expect(document.title.toLowerCase()).toBe(LESSON.title.toLowerCase())
    expect(document.language).toBe('en')
    expect(document.author).toBe(isText ? undefined : LESSON.author)
    expect(document.year === undefined).toBe(isText)
  })

  it('has its sentences, steps and sections', async () => {
    const { sentences, blocks, sections } = await read()
    const said = sentences.map(({ text }) => text)
    expect(said).toEqual(expect.arrayContaining([...LESSON.intro.split(/(?<=\.) /), LESSON.keyPoint]))
    const steps = blocks.flatMap((block) => (block.kind === 'list' && block.ordered ? block.items : []))
    expect(steps.map(({ text }) => text)).toEqual(LESSON.steps)
    expect(sections.map(({ heading }) => heading?.text)).toContain(LESSON.heading)
  })

  it('has its objectives and key points as regions', async () => {
    const { regions, text } = await read()
    const textOf = (role: string) =>
      regions.filter((one) => one.role === role).map(({ start, end }) => text.slice(start, end))
    expect(textOf('objectives')).toEqual([expect.stringContaining(LESSON.objective)])
    expect(textOf('key-points')).toEqual([expect.stringContaining(LESSON.keyPoint)])
  })

  it('has the definition if the format can express one', async () => {
    const { definitions, format } = await read()
    if (format === 'text') return
    expect(definitions.map(({ term, definition }) => [term.text, definition.text])).toEqual([
      [LESSON.term, LESSON.definition],
    ])
  })

  it('has no markup in its text, and every range quotes the text at its place', async () => {
    const document = await read()
    expect(document.text).not.toMatch(/[<>*#]|:::|\{:|stolen|Home|page \d/)
    expect(misquotes(document)).toEqual([])
  })

  it('gives the same document each time, also after JSON', async () => {
    const document = await read()
    expect(await readDocument(file, DEFAULT_DOCUMENT_LIMITS)).toEqual(document)
    expect(JSON.parse(JSON.stringify(document))).toEqual(document)
  })
})

it('has the pages of a PDF', async () => {
  const file = lessonFiles().find(({ name }) => name.endsWith('.pdf'))
  if (file === undefined) throw new Error('there is no PDF')
  const { pages, text } = await readDocument(file, DEFAULT_DOCUMENT_LIMITS)
  expect(pages.map(({ number }) => number)).toEqual([1, 2, 3])
  expect(text.slice(pages[1]?.start, pages[1]?.end)).toMatch(/^ing dough instead\.[\s\S]*doubled\.$/)
})
