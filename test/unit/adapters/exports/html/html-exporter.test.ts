import { beforeAll, describe, expect, it } from '@jest/globals'
import { foreignTag } from '../../../../../src/adapters/exports/html/html-exporter.js'
import type { GeneratedCurriculum } from '../../../../../src/domain/curriculum/index.js'
import { exportedPage, type PageElement, type ParsedPage } from '../../../../support/exports/parsed-page.js'
import { generatedSample } from '../../../../support/generated-curriculum.js'
import { hostileCurriculum } from '../../../../support/hostile-curriculum.js'

let sample: GeneratedCurriculum
let page: ParsedPage
let garden: GeneratedCurriculum
let gardenPage: ParsedPage

beforeAll(async () => {
  sample = await generatedSample()
  page = await exportedPage(sample)
  garden = hostileCurriculum('')
  gardenPage = await exportedPage(garden)
})

/** All text of the element with this id, in one line. */
function textOf(id: string, from = page): string {
  return from.byId(id).text.replace(/\s+/g, ' ').trim()
}

function rows(id: string, from = page): readonly (readonly string[])[] {
  const table = from.elements.find(
    ({ name, within }) => name === 'table' && within.some(({ attributes }) => attributes.id === id),
  )
  const body = table?.within.filter(({ name, around }) => name === 'tr' && around.at(-1) === 'tbody') ?? []
  return body.map(({ within }) =>
    within.filter(({ name }) => name === 'th' || name === 'td').map(({ text }) => text.trim()),
  )
}

function links(element: PageElement): readonly string[] {
  return element.within.flatMap(({ attributes }) => attributes.href ?? [])
}

describe('the page', () => {
  it('has a title, a language and a policy', () => {
    const [title] = page.elements.filter(({ name }) => name === 'title')
    expect(title?.text).toBe('Running a Home Network – Curriculum')
    expect(page.elements[0]).toMatchObject({ name: 'html', attributes: { lang: 'en' } })
    expect(page.source).toMatch(/http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src/)
  })

  it('starts with audience, workload and the verdict in words', () => {
    const { program } = sample.curriculum
    const cover = textOf('top')
    for (const text of [program.title, program.audience, 'Introductory', '24 h', 'English', '7 units, 21 lessons']) {
      expect(cover).toContain(text)
    }
    expect(cover).toMatch(/Ready to use|Needs work|Not usable/)
    expect(cover).not.toContain('of 100')
    expect(textOf('top', gardenPage)).toContain('0.4 ECTS (25 hours each)')
  })

  it('lists every chapter in its contents', () => {
    const [nav] = page.elements.filter(({ name }) => name === 'nav')
    const parts = page.elements.filter(({ name, around }) => name === 'section' && around.at(-1) === 'main')
    if (nav === undefined) throw new Error('there are no contents')
    for (const { attributes } of parts) expect(links(nav)).toContain(`#${attributes.id}`)
    expect(links(nav)).toContain('#u7')
  })

  it('marks what people wrote in another language', async () => {
    const { curriculum } = sample
    const german = await exportedPage({
      ...sample,
      curriculum: { ...curriculum, program: { ...curriculum.program, language: 'de-AT' } },
    })
    const [heading] = german.byId('top').within.filter(({ name }) => name === 'h1')
    expect(heading?.within[0]?.attributes).toEqual({ lang: 'de-AT' })
  })

  it('marks a language unless it is that of the page or not well formed', () => {
    expect(['de', 'de-AT', 'en', 'en-GB', 'enm', '"><b>'].map(foreignTag)).toEqual([
      'de',
      'de-AT',
      undefined,
      undefined,
      'enm',
      undefined,
    ])
  })
})

describe('sections', () => {
  it('show what the documents have on each aim', () => {
    expect(textOf('aims')).toContain(sample.curriculum.program.aims[0] ?? 'no aim')
    expect(textOf('aims', gardenPage)).toMatch(/Not fully in the documents: .* Nothing found on: soil/)
  })

  it('show the time of every unit, and the sum', () => {
    const outline = rows('outline-table')
    expect(outline).toHaveLength(sample.curriculum.units.length + 2)
    expect(outline[0]?.[1]).toBe('3\u00A0h\u00A02\u00A0min')
    expect(outline.at(-1)?.slice(0, 2)).toEqual(['Total', '24\u00A0h'])
  })

  it('show which outcomes of units support each program outcome', () => {
    const reached = rows('program-outcomes-table').flatMap((cells) => cells[4]?.split(', ') ?? [])
    expect(reached.length).toBe(
      sample.curriculum.units.flatMap(({ outcomes }) => outcomes.flatMap(({ supports }) => supports)).length,
    )
  })

  it('draw the alignment of each unit, and show it as a table', () => {
    for (const [index, { outcomes }] of sample.curriculum.units.entries()) {
      const own = sample.curriculum.items.filter(({ outcomeId }) => outcomes.some(({ id }) => id === outcomeId))
      const table = rows(`matrix-${index + 1}-table`)
      expect(table).toHaveLength(outcomes.length)
      const questions = table.flatMap((cells) => (cells[7] === 'None' ? [] : (cells[7]?.split(', ') ?? [])))
      expect(questions).toHaveLength(own.length)
      const drawing = page.elements.find(({ attributes }) =>
        attributes['aria-labelledby']?.startsWith(`matrix-${index + 1}-1-title`),
      )
      expect(drawing?.within.filter(({ attributes }) => attributes.class === 'question')).toHaveLength(own.length)
      expect(drawing?.within.filter(({ name }) => name === 'title' || name === 'desc')).toHaveLength(2)
    }
  })

  it('use further drawings for a unit with many outcomes', async () => {
    const [unit] = garden.curriculum.units
    const [outcome] = unit?.outcomes ?? []
    if (unit === undefined || outcome === undefined) throw new Error('the garden is empty')
    const outcomes = Array.from({ length: 30 }, (_value, index) => ({ ...outcome, id: `many ${index}` }))
    const large = await exportedPage({
      ...garden,
      curriculum: { ...garden.curriculum, units: [{ ...unit, outcomes }] },
    })
    const titles = large.elements.filter(({ name, around }) => name === 'title' && around.at(-1) === 'svg')
    expect(titles.map(({ text }) => text)).toEqual([
      'Alignment of unit 1',
      'Alignment of unit 1, continued',
      'Alignment of unit 1, continued',
    ])
  })

  it('show outcomes, key points, glossary and lessons of a unit', () => {
    const { within } = page.byId('u2')
    const headings = within.filter(({ name }) => name === 'h4').map(({ text }) => text)
    expect(headings).toEqual(['Outcomes', 'Key points', 'Glossary', 'Lessons', 'Assessed by'])
    expect(textOf('u2')).toContain('builds on Unit 1')
    expect(textOf('u2-o1')).toMatch(/^O2\.1.*(?:Remember|Understand|Apply)\dP\d/)
    expect(textOf('u2-l1')).toMatch(/^L2\.1 .* min .*Reading: .* words\) .*Presentation: .* Outcomes O2\.1/)
  })

  it('show answers in a chapter of their own', () => {
    const [item] = sample.curriculum.items
    if (item?.format !== 'choice') throw new Error('the first item is no choice')
    const key = item.options.findIndex(({ id }) => id === item.key)
    expect(textOf('q1')).not.toContain('Correct')
    expect(textOf('q1-key')).toMatch(/ DOK \d · Outcome O1\.1$/)
    expect(textOf('q1-key')).toContain(`Q1.1 ${'ABCD'[key]} ${item.options[key]?.text} S3`)
    expect(links(page.byId('q1'))).toContain('#q1-key')
    expect(page.byId('answers').attributes.class).toBe('teacher new-page')
  })

  it('mark the questions that the report wants to be reviewed', () => {
    const unsure = sample.report.review.filter(({ pointer }) => pointer.startsWith('/items/')).length
    const marked = page
      .byId('questions')
      .within.filter(
        ({ name, text, attributes }) => name === 'article' && attributes.id !== '' && text.includes('needs review'),
      )
    expect(marked).toHaveLength(unsure)
  })

  it('answer an order by letters, and an open question by text and rubric', () => {
    const { items } = garden.curriculum
    const at = (kind: string) => items.findIndex((item) => item.kind === kind) + 1
    expect(textOf(`q${at('order-steps')}-key`, gardenPage)).toContain('B, A, C')
    expect(textOf(`q${at('case')}-key`, gardenPage)).toMatch(/Straw.*How the answer to question .* is judged/)
    const code = gardenPage
      .byId(`q${at('predict-output')}`)
      .within.find(({ attributes }) => attributes.class === 'material code-text')
    expect(code?.text.trim()).toBe('dig --deep')
  })

  it('show weights and rubrics of assessments', () => {
    const table = rows('assessments-table')
    const weights = table.map((cells) => Number.parseFloat(cells[7] ?? '') || 0)
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(100)
    const rubric = sample.curriculum.assessments[2]?.rubric
    expect(rows('a3-rubric')).toHaveLength(rubric?.criteria.length ?? 0)
    expect(textOf('a3')).toContain(rubric?.criteria[0]?.description ?? 'no rubric')
  })

  it('count the questions by unit and level', () => {
    const table = rows('specifications-table')
    expect(table.at(-1)?.at(-1)).toBe(String(sample.curriculum.items.length))
    expect(table).toHaveLength(sample.curriculum.units.length + 1)
  })

  it('have the skill book and the bibliography', () => {
    expect(textOf('k1')).toContain(sample.curriculum.skillBook[0]?.evidence[0] ?? 'no skill')
    expect(textOf('b1')).toBe(`${sample.curriculum.sources[0]?.apa} Cited passages`)
  })

  it('list all checks, and link each finding to its place', () => {
    const { results } = garden.report.checks
    expect(rows('checks-table')).toHaveLength(results.length)
    const failing = results.flatMap((rule) => rule.failing)
    const { within } = gardenPage.byId('failed-checks')
    const lines = within.filter(({ name, around }) => name === 'li' && around.at(-1) === 'ul')
    expect(lines).toHaveLength(failing.length)
    const title = failing.find(({ pointer }) => pointer === '/units/0')
    const line = lines.find(({ text }) => text.includes(title?.message.trim() ?? 'none'))
    expect(line && links(line)).toEqual(['#u1'])
    expect(line?.text).toContain(`To fix it: ${title?.hint.trim()}`)
  })

  it('show a comparison if there is one', async () => {
    const { benchmark, ...alone } = sample
    expect(benchmark).toBeDefined()
    expect((await exportedPage(alone)).elements.some(({ attributes }) => attributes.id === 'benchmark')).toBe(false)
    expect(textOf('benchmark', gardenPage)).toContain('50 % of its units are found again; 100 % of the pairs')
    expect(rows('benchmark-table', gardenPage)).toEqual([
      ['Heaps', `Unit 1: ${garden.curriculum.units[0]?.title.trim()}`, '3', '5'],
      ['Ponds', 'Not found', '', ''],
    ])
    expect(textOf('benchmark', gardenPage)).toContain('Only here: Unit 2')
  })

  it('show author, documents and repairs', () => {
    const text = textOf('provenance', gardenPage)
    for (const part of [
      'a model',
      'Written for tests',
      'empty.md',
      'broken.pdf',
      'save it as a PDF again',
      'R26, dropped',
    ]) {
      expect(text).toContain(part)
    }
  })

  it('say that there are none if a chapter is empty', async () => {
    const { curriculum } = garden
    const nothing = { units: [], items: [], assessments: [], skillBook: [], sources: [], blueprint: { cells: [] } }
    const program = { ...curriculum.program, outcomes: [], aims: [] }
    const empty = await exportedPage({ ...garden, documents: [], curriculum: { ...curriculum, ...nothing, program } })
    for (const id of ['units', 'assessments', 'questions', 'skills', 'bibliography']) {
      expect(textOf(id, empty)).toContain('There are none.')
    }
    expect(textOf('sources', empty)).toContain('Nothing is cited.')
    expect(empty.errors).toEqual([])
  })
})
