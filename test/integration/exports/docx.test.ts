import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, it } from '@jest/globals'
import mammoth from 'mammoth'
import { DocxExporter } from '../../../src/adapters/exports/index.js'
import { CurriculumLabels } from '../../../src/adapters/exports/labels/curriculum-labels.js'
import type { GeneratedCurriculum } from '../../../src/domain/curriculum/index.js'
import { expectWholeDocx } from '../../support/documents/expect-whole-docx.js'
import { OpenedDocx } from '../../support/documents/opened-docx.js'
import { generatedSample } from '../../support/generated-curriculum.js'

const MAIN = 'word/document.xml'

async function exported(generated: GeneratedCurriculum): Promise<Uint8Array> {
  const [file] = await new DocxExporter().export(generated)
  if (file === undefined) throw new Error('there is no file')
  return file.bytes
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

describe('the Word document of the sample', () => {
  let generated: GeneratedCurriculum
  let bytes: Uint8Array
  let docx: OpenedDocx
  let html: string
  let text: string
  beforeAll(async () => {
    generated = await generatedSample()
    bytes = await exported(generated)
    docx = new OpenedDocx(bytes)
    html = (await mammoth.convertToHtml({ buffer: Buffer.from(bytes) })).value
    text = oneLine((await mammoth.extractRawText({ buffer: Buffer.from(bytes) })).value)
  })

  it('is one file with its type', async () => {
    const files = await new DocxExporter().export(generated)
    expect(files.map(({ name, mediaType }) => ({ name, mediaType }))).toEqual([
      {
        name: 'curriculum.docx',
        mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      },
    ])
  })

  it('is read by another program without a complaint', async () => {
    const { messages } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) })
    // Styles of our own have no counterpart in HTML; nothing else is unknown.
    expect(messages.filter(({ message }) => !/^Unrecognised (?:paragraph|run) style/.test(message))).toEqual([])
  })

  it('has its chapters as headings', () => {
    const headings = [...html.matchAll(/<h1>(?:<a id="[^"]*"><\/a>)?([^<]*)<\/h1>/g)].map(([, heading]) => heading)
    expect(docx.paragraphs()[0]).toMatchObject({ style: 'Title', text: 'Running a Home Network' })
    expect(headings).toEqual([
      'At a glance',
      'Plan',
      'Units',
      'Assessments',
      'Questions and tasks',
      'Answer key',
      'Aims',
      'Program outcomes',
      'Table of specifications',
      'Rubrics',
      'Alignment matrix',
      'Skill book',
      'Report',
      'Checks',
      'Comparison',
      'How this was made',
      'Bibliography',
    ])
    for (const { title } of generated.curriculum.units) expect(html).toMatch(new RegExp(`<h2>.*: ${title}</h2>`))
  })

  it('has every statement of the curriculum', () => {
    const { program, units, items, assessments, skillBook, sources } = generated.curriculum
    const statements = [
      program.title,
      program.audience,
      ...program.aims,
      ...program.outcomes.map((outcome) => outcome.text),
      ...units.flatMap((unit) => [
        ...unit.topics,
        ...unit.outcomes.map((outcome) => outcome.text),
        ...unit.keyPoints.map((point) => point.text),
        ...unit.glossary.flatMap(({ term, definition }) => `${term} – ${definition}`),
        ...unit.lessons.flatMap(({ title, activities }) => [title, ...activities.map((each) => each.description)]),
      ]),
      ...items.flatMap((item) => [
        item.stem,
        item.material ?? '',
        ...(item.format === 'open' ? [item.answer] : item.options.map((option) => option.text)),
      ]),
      ...assessments.flatMap(({ title, instructions, rubric }) => [
        title,
        instructions,
        ...(rubric?.criteria ?? []).flatMap(({ name, description }) => [name, description]),
      ]),
      ...skillBook.flatMap(({ skill, evidence }) => [skill, ...evidence]),
      ...sources.map(({ apa }) => apa),
      ...generated.report.checks.results.map((rule) => rule.title),
    ]
    expect(statements.length).toBeGreaterThan(300)
    // A line break within a statement is none for the reader.
    const squeezed = text.replaceAll(' ', '')
    expect(statements.filter((statement) => !squeezed.includes(statement.replace(/\s+/g, '')))).toEqual([])
  })

  it('has the key of each item at its number', () => {
    const { items } = generated.curriculum
    const labels = new CurriculumLabels(generated.curriculum)
    const stems = docx.chapter('Questions and tasks').filter(({ style }) => style === 'Item')
    const answers = docx.chapter('Answer key').filter(({ style }) => style === 'Answer')
    expect(stems).toHaveLength(items.length)
    expect(answers).toHaveLength(items.length)
    const expected = items.map((item) => {
      if (item.format === 'open') return item.answer
      const letterOf = (id: string) => 'ABCDEFGHIJ'.charAt(item.options.findIndex((option) => option.id === id))
      if (item.format === 'order') return item.key.map(letterOf).join(', ')
      return `${letterOf(item.key)}: ${item.options.find(({ id }) => id === item.key)?.text}`
    })
    // The items of the sample stand in the order of its units.
    expect(stems.map(({ text: stem }) => stem)).toEqual(items.map(({ id, stem }) => `${labels.item(id)}\t${stem}`))
    expect(answers.map(({ text: answer }) => answer)).toEqual(
      items.map(({ id }, index) => `${labels.item(id)}\t${expected[index]}`),
    )
  })

  it('has one footnote for each cited statement, with all its passages', () => {
    const { program, units, items, assessments, skillBook } = generated.curriculum
    const cited = [
      ...program.outcomes,
      ...units.flatMap(({ outcomes, keyPoints, glossary, lessons }) => [
        ...outcomes,
        ...keyPoints,
        ...glossary,
        ...lessons.flatMap(({ activities }) => activities),
      ]),
      ...items,
      ...assessments,
      ...skillBook,
    ].filter(({ citations }) => citations.length > 0)
    const notes = [...html.matchAll(/<li id="footnote-\d+">.*?<\/li>/gs)].map(([note]) => note)
    expect(notes).toHaveLength(cited.length)
    const paragraphs = docx.paragraphs('word/footnotes.xml').map((paragraph) => paragraph.text)
    for (const { quote, section } of cited.flatMap(({ citations }) => citations)) {
      const note = paragraphs.find((paragraph) => paragraph.includes(`“${oneLine(quote)}”`))
      expect(note).toBeDefined()
      if (section !== undefined) expect(paragraphs.join('\n')).toContain(`“${oneLine(section)}”`)
    }
  })

  it('has complete contents, each entry a link to its heading', () => {
    const entries = docx.paragraphs().filter(({ style }) => /^TOC\d$/.test(style))
    const headings = docx.paragraphs().filter(({ style }) => style === 'Heading1')
    expect(entries.map((entry) => entry.text)).toEqual(headings.map((heading) => heading.text))
    const targets = docx.values(MAIN, 'w:bookmarkStart', 'w:name')
    expect(docx.values(MAIN, 'w:hyperlink', 'w:anchor')).toEqual(targets)
    expect(new Set(targets).size).toBe(headings.length)
    expect(new Set(docx.values(MAIN, 'w:bookmarkStart', 'w:id')).size).toBe(headings.length)
    expect(docx.values(MAIN, 'w:bookmarkEnd', 'w:id')).toEqual(docx.values(MAIN, 'w:bookmarkStart', 'w:id'))
    expect(docx.text('word/settings.xml')).not.toContain('updateFields')
    expect(docx.text(MAIN)).not.toContain('w:dirty')
  })

  it('has a target for each reference', () => {
    expectWholeDocx(docx)
  })

  it('repeats the headings of tables and keeps rows in one piece', () => {
    const tables = docx.elements(MAIN, 'w:tbl')
    expect(tables.length).toBeGreaterThan(20)
    expect(docx.values(MAIN, 'w:tblCaption')).toHaveLength(tables.length)
    expect(docx.elements(MAIN, 'w:cantSplit')).toHaveLength(docx.elements(MAIN, 'w:tr').length)
    const withHead = tables.filter((table) => !table.toString().includes('FactsTable'))
    expect(docx.elements(MAIN, 'w:tblHeader')).toHaveLength(withHead.length)
  })

  it('is A4, upright but for the rubrics and the alignment', () => {
    expect(docx.values(MAIN, 'w:pgSz', 'w:w')).toEqual(['11906', '16838', '11906'])
    expect(docx.values(MAIN, 'w:pgSz', 'w:orient')).toEqual(['portrait', 'landscape', 'portrait'])
  })

  it('names title, language and program, and no time', () => {
    const core = docx.text('docProps/core.xml')
    expect(core).toContain('<dc:title>Running a Home Network</dc:title>')
    expect(core).toContain('<dc:language>en</dc:language>')
    expect(core).not.toMatch(/dcterms|\d{4}-\d\d/)
    expect(docx.values('word/styles.xml', 'w:lang')).toEqual(['en'])
  })

  it('is the same to the byte in another process, at another time, in another place', () => {
    const program = `
      const { DocxExporter } = await import(process.argv[1])
      let json = ''
      for await (const chunk of process.stdin) json += chunk
      const [file] = await new DocxExporter().export(JSON.parse(json))
      const { createHash } = await import('node:crypto')
      process.stdout.write(createHash('sha256').update(file.bytes).digest('hex'))`
    const later = `
      const Now = Date
      globalThis.Date = class extends Now {
        constructor(...parts) { parts.length === 0 ? super(4e12) : super(...parts) }
        static now() { return 4e12 }
      }
      Math.random = () => 0.5`
    const run = (before: string, zone: string) =>
      execFileSync(
        process.execPath,
        ['--input-type=module', '-e', before + program, pathToFileURL('dist/adapters/exports/index.js').href],
        { input: JSON.stringify(generated), encoding: 'utf8', env: { ...process.env, TZ: zone }, timeout: 180_000 },
      )
    expect(run('', 'UTC')).toBe(digest(bytes))
    expect(run(later, 'Asia/Tokyo')).toBe(digest(bytes))
  })

  it('does not change the curriculum', async () => {
    const before = JSON.stringify(generated)
    await exported(generated)
    expect(JSON.stringify(generated)).toBe(before)
  })
})
