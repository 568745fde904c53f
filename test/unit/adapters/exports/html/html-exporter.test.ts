import { beforeAll, describe, expect, it } from '@jest/globals'
import { shownTimes } from '../../../../../src/adapters/exports/document/shown-times.js'
import { HtmlExporter } from '../../../../../src/adapters/exports/index.js'
import { duration } from '../../../../../src/adapters/exports/labels/wording.js'
import type { GeneratedCurriculum } from '../../../../../src/domain/curriculum/index.js'
import { exportedPage, type PageElement, type ParsedPage, parsedPage } from '../../../../support/exports/parsed-page.js'
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
    for (const text of [program.title, program.audience, 'Introductory', '24 h', 'English', '15 documents']) {
      expect(cover).toContain(text)
    }
    expect(textOf('verdict')).toMatch(/Ready to use|Needs work|Not usable/)
    expect(cover).not.toMatch(/Ready to use|Needs work|Not usable/)
    expect(cover).not.toContain('of 100')
    expect(textOf('top', gardenPage)).toContain('0.4 ECTS (25 hours each)')
  })

  it('lists every chapter in its contents', () => {
    const [nav] = page.elements.filter(({ name }) => name === 'nav')
    const parts = page.elements.filter(({ name, around }) => name === 'section' && around.at(-1) === 'main')
    if (nav === undefined) throw new Error('there are no contents')
    for (const { attributes } of parts) expect(links(nav)).toContain(`#${attributes.id}`)
    expect(links(nav)).toContain(`#u${sample.curriculum.units.length}`)
  })

  it('has its words in the language of the curriculum, if there are words for it', async () => {
    const german = await pageIn('de-AT')
    expect(german.elements[0]?.attributes.lang).toBe('de-AT')
    expect(textOf('outline', german)).toMatch(/^Auf einen Blick/)
    const [heading] = german.byId('top').within.filter(({ name }) => name === 'h1')
    expect(heading?.within[0]?.attributes).toEqual({})
  })

  it('is English with marks on what people wrote in a language without words, and never marks an invalid tag', async () => {
    const italian = await pageIn('it')
    expect(italian.elements[0]?.attributes.lang).toBe('en')
    const [heading] = italian.byId('top').within.filter(({ name }) => name === 'h1')
    expect(heading?.within[0]?.attributes).toEqual({ lang: 'it' })
    expect((await pageIn('"><b>')).elements.filter(({ attributes }) => attributes.lang !== undefined)).toHaveLength(1)
  })
})

/** The page of the sample with another language in its brief. */
function pageIn(language: string): Promise<ParsedPage> {
  const { curriculum } = sample
  return exportedPage({ ...sample, curriculum: { ...curriculum, program: { ...curriculum.program, language } } })
}

describe('sections', () => {
  it('show what the documents have on each aim', () => {
    expect(textOf('aims')).toContain(sample.curriculum.program.aims[0] ?? 'no aim')
    expect(textOf('aims', gardenPage)).toMatch(/Not fully in the documents: .* Nothing found on: soil/)
  })

  it('show the time of every unit, and the sum', () => {
    const outline = rows('outline-table')
    const ofProgram = sample.curriculum.assessments.some(({ unitId }) => unitId === undefined) ? 1 : 0
    expect(outline).toHaveLength(sample.curriculum.units.length + ofProgram + 1)
    expect(outline[0]?.[1]).toBe(
      duration(shownTimes(sample.curriculum, sample.report.hours.filledMinutes).units[0]?.minutes ?? 0).replaceAll(
        ' ',
        '\u00A0',
      ),
    )
    expect(outline.at(-1)?.slice(0, 2)).toEqual(['Total', '24\u00A0h'])
  })

  it('show which outcomes of units support each program outcome', () => {
    const reached = rows('program-outcomes-table').flatMap((cells) =>
      cells[4] === '' ? [] : (cells[4]?.split(', ') ?? []),
    )
    expect(reached.length).toBe(
      sample.curriculum.units.flatMap(({ outcomes }) => outcomes.flatMap(({ supports }) => supports)).length,
    )
  })

  it('show what practises and checks each outcome, unit by unit', () => {
    const { units, items } = sample.curriculum
    const table = rows('alignment-table')
    const groups = table.filter((cells) => cells.length === 1)
    expect(groups.map(([title]) => title)).toEqual(units.map(({ title }, index) => `Unit ${index + 1}: ${title}`))
    const outcomes = table.filter((cells) => cells.length > 1)
    expect(outcomes).toHaveLength(units.flatMap((unit) => unit.outcomes).length)
    const asked = outcomes.flatMap((cells) => (cells.at(-1) === '' ? [] : (cells.at(-1)?.split(', ') ?? [])))
    expect(asked).toHaveLength(items.length)
  })

  it('open the quotes of a statement in their place', () => {
    const [point] = sample.curriculum.units[0]?.keyPoints ?? []
    const [cited] = page.byId('u1-k1').within.filter(({ name }) => name === 'details')
    expect(cited?.text).toContain(point?.citations[0]?.quote ?? 'no quote')
    expect(cited && links(cited)).toEqual([expect.stringMatching(/^#s\d+-\d+$/)])
  })

  it('leave out the quotes at the end on request, not those in their place', async () => {
    const [file] = await new HtmlExporter({ quotes: false }).export(sample)
    const short = parsedPage(new TextDecoder().decode(file?.bytes))
    expect(short.elements.some(({ attributes }) => attributes.id === 'sources')).toBe(false)
    const [cited] = short.byId('u1-k1').within.filter(({ name }) => name === 'details')
    expect(cited?.text).toContain(sample.curriculum.units[0]?.keyPoints[0]?.citations[0]?.quote ?? 'no quote')
    expect(cited && links(cited)).toEqual([])
  })

  it('show outcomes, key points, glossary, lessons and assessments of a unit', () => {
    const { within } = page.byId('u3')
    const headings = within.filter(({ name }) => name === 'h4').map(({ text }) => text)
    expect(headings).toEqual(['Outcomes', 'Key points', 'Glossary', 'Lessons', 'Assessed by'])
    expect(textOf('u3')).toContain('builds on Unit 1')
    expect(textOf('u2-o1')).toMatch(/^O2\.1.*(?:Remember|Understand|Apply|Analyze|Evaluate|Create)\d/)
    expect(textOf('u2-l1')).toMatch(/^L2\.1 .* min .*Reading: .* words\)/)
  })

  it('show answers in a chapter of their own', () => {
    const at = sample.curriculum.items.findIndex(({ format }) => format === 'choice')
    const item = sample.curriculum.items[at]
    if (item?.format !== 'choice') throw new Error('no item is a choice')
    const key = item.options.findIndex(({ id }) => id === item.key)
    const anchor = `q${at + 1}`
    expect(textOf(anchor)).not.toContain('Correct')
    expect(textOf(`${anchor}-key`)).toMatch(/ DOK \d · Outcome O\d+\.\d/)
    expect(textOf(`${anchor}-key`)).toMatch(
      new RegExp(`^Q\\d+\\.\\d+ ${'ABCD'[key]} ${item.options[key]?.text} S\\d+ `),
    )
    expect(links(page.byId(anchor))).toContain(`#${anchor}-key`)
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
    const at = sample.curriculum.assessments.findIndex(({ rubric }) => rubric !== undefined)
    const rubric = sample.curriculum.assessments[at]?.rubric
    expect(rows(`a${at + 1}-rubric`)).toHaveLength(rubric?.criteria.length ?? 0)
    expect(textOf(`a${at + 1}`)).toContain(rubric?.criteria[0]?.description ?? 'no rubric')
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

  it('list all checks with the number of their findings', () => {
    const { results } = garden.report.checks
    const table = rows('checks-table', gardenPage)
    expect(table).toHaveLength(results.length)
    expect(table.map((cells) => Number(cells[5]))).toEqual(results.map(({ failing }) => failing.length))
  })

  it('name what to review once for all parts with the same reason', () => {
    const reasons = sample.report.review.flatMap((entry) => entry.reasons)
    const [list] = page.byId('review').within.filter(({ name }) => name === 'ul')
    const lines = list?.within.filter(({ name }) => name === 'li') ?? []
    expect(lines.length).toBeLessThan(reasons.length / 2)
    const same = sample.report.review.filter((entry) =>
      entry.reasons.some((text) => /nothing shows it at the level analyze/.test(text)),
    )
    expect(same.length).toBeGreaterThan(1)
    const line = lines.find(({ text }) => text.includes('no question, task or activity at the level Analyze'))
    expect(line && links(line)).toHaveLength(same.length)
  })

  it('name at most six of them on the first page, and no figure that looks like a grade', () => {
    const [list] = page.byId('review-first').within.filter(({ name }) => name === 'ul')
    expect(list?.within.filter(({ name }) => name === 'li').length).toBeLessThanOrEqual(7)
    expect(textOf('verdict')).toMatch(/Good: .*Weak: /)
    expect(textOf('verdict')).not.toMatch(/of 100|\d+ %/)
    expect(textOf('top')).not.toMatch(/\d+ %/)
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
    for (const part of ['a model', 'Written for tests', 'empty.md', 'broken.pdf', 'save it as a PDF again']) {
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
