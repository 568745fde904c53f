import { beforeAll, describe, expect, it } from '@jest/globals'
import { DocxExporter } from '../../../../../src/adapters/exports/index.js'
import type { Curriculum, GeneratedCurriculum } from '../../../../../src/domain/curriculum/index.js'
import { OpenedDocx } from '../../../../support/documents/opened-docx.js'
import { smallCurriculum } from '../../../../support/small-curriculum.js'

const PLAIN = smallCurriculum('Text')

async function opened(generated: GeneratedCurriculum): Promise<OpenedDocx> {
  const [file] = await new DocxExporter().export(generated)
  return new OpenedDocx(file?.bytes ?? new Uint8Array())
}

const withCurriculum = (change: Partial<Curriculum>): GeneratedCurriculum => ({
  ...PLAIN,
  curriculum: { ...PLAIN.curriculum, ...change },
})

describe('the parts of a Word document', () => {
  let docx: OpenedDocx
  const linesOf = (chapter: string) => docx.chapter(chapter).map(({ style, text }) => [style, text])
  beforeAll(async () => {
    docx = await opened(PLAIN)
  })

  it('has the facts of the program', () => {
    expect(docx.table('Facts of the program')).toEqual([
      ['Audience', 'Text'],
      ['Level', 'Introductory'],
      ['Workload', '2 h'],
      ['Credits', '1 ECTS (25 hours each)'],
      ['Language', 'English'],
      ['Units', '1 unit with 1 lesson'],
      ['Assessment', '2 assessments, 3 items with keys'],
      ['Sources', '1 document'],
      ['Quality', '50 of 100; a hard rule is broken'],
    ])
  })

  it('has aims and program outcomes', () => {
    expect(linesOf('About the program')).toContainEqual(['ListBullet', 'Text'])
    expect(docx.table('Program outcomes with their levels')[1]).toEqual(['P1', 'Text', 'Apply', '2'])
  })

  it('has an outline whose hours add up', () => {
    expect(docx.table('Units with their hours').slice(1)).toEqual([
      ['Unit 1', 'Text', '–', '1', '1', '1 h 30 min'],
      ['', 'Assessments of the whole program', '', '', '', '30 min'],
      ['', 'All', '', '', '', '2 h'],
    ])
  })

  it('has units with outcomes, lessons, key points and a glossary', () => {
    const lines = linesOf('Units')
    expect(lines).toContainEqual(['Heading2', 'Unit 1: Text'])
    expect(lines).toContainEqual(['Details', '1 h 30 min. Topics: Text.'])
    expect(lines).toContainEqual(['Heading4', 'L1.1 Text (1 h)'])
    expect(lines).toContainEqual(['ListBullet', 'Text'])
    expect(lines).toContainEqual(['Definition', 'Text – Text'])
    expect(docx.table('Learning outcomes of the unit')[1]).toEqual(['O1.1', 'Text', 'Apply', '2', 'P1'])
    expect(docx.table('Readings and activities of the lesson').slice(1)).toEqual([
      ['Reading', 'Read Text, section “Text”: 100 words.', '', '1 min'],
      ['Practice', 'Text', 'O1.1', '59 min'],
    ])
  })

  it('has assessments with weights, items and instructions', () => {
    expect(docx.table('Assessments with kind, weight and time').slice(1)).toEqual([
      ['A1', 'Text', 'Unit 1', 'Formative', 'Quiz', 'Apply', '–', '30 min'],
      ['A2', 'Text', 'Program', 'Summative', 'Project', 'Apply', '100 %', '30 min'],
    ])
    expect(linesOf('Assessments')).toContainEqual(['Details', 'Outcomes: O1.1. Items: Q1.1. Judged by its rubric.'])
  })

  it('has a table of specifications with sums', () => {
    expect(docx.table('Items of each unit by Bloom level').slice(1)).toEqual([
      ['Unit 1', '–', '–', '3', '–', '–', '–', '3'],
      ['All', '–', '–', '3', '–', '–', '–', '3'],
    ])
  })

  it('has the rubrics of assessments and of items', () => {
    const headings = docx.chapter('Rubrics').filter(({ style }) => style === 'Heading2')
    expect(headings.map(({ text }) => text)).toEqual(['A1 Text', 'A2 Text', 'Item Q1.3'])
    expect(docx.table('Rubric: criteria with the levels of quality, the best first')).toEqual([
      ['Criterion', 'Outcomes', 'Weight', 'Text (3)', 'Text (2)', 'Text (1)'],
      ['Text', 'O1.1', '100 %', 'Text', 'Text', 'Text'],
    ])
  })

  it('shows what each outcome goes with', () => {
    const caption = 'Outcomes with the program outcomes, lessons, assessments and items that go with them'
    expect(docx.table(caption)[1]).toEqual(['O1.1', 'Text', 'Apply', 'P1', 'L1.1', 'A1, A2', 'Q1.1–Q1.3'])
  })

  it('asks items without their keys, code in columns', () => {
    expect(linesOf('Items')).toEqual([
      ['Heading2', 'Unit 1: Text'],
      ...[1, 2].flatMap((number) => [
        ['Item', `Q1.${number}\tText`],
        ['Material', 'Text'],
        ...[1, 2, 3].map(() => ['ItemOption', 'Text']),
      ]),
      ['Item', 'Q1.3\tText'],
      ['SourceCode', 'Text'],
    ])
  })

  it('has the keys in a part of their own', () => {
    expect(linesOf('Answer key')).toEqual([
      ['Heading2', 'Unit 1: Text'],
      ['Answer', 'Q1.1\tB: Text'],
      ['AnswerDetails', 'Multiple choice · O1.1 · Apply · DOK 2'],
      ['Answer', 'Q1.2\tC, A, B'],
      ['AnswerDetails', 'Order steps · O1.1 · Apply · DOK 2 · needs review'],
      ['Answer', 'Q1.3\tText'],
      ['AnswerDetails', 'Predict output · O1.1 · Apply · DOK 2 · judged by its rubric'],
    ])
  })

  it('has the skill book and the sources', () => {
    expect(docx.table('Skills with their levels, outcomes and the evidence of each')[1]).toEqual([
      'Text',
      'Working',
      'O1.1',
      'Text\nText',
    ])
    expect(linesOf('Sources')).toEqual([['Bibliography', 'Text']])
  })

  it('cites with the quote, the document and the section', () => {
    const notes = docx.paragraphs('word/footnotes.xml').filter(({ style }) => style === 'FootnoteText')
    expect(notes).toHaveLength(8)
    expect(notes[0]?.text).toBe(' “Text” – Text, “Text”')
  })

  it('has the quality report with what falls short', () => {
    expect(linesOf('Quality report')[0]?.[1]).toBe(
      'Score: 50 of 100. At least one hard rule is broken. 0 rules passed, 1 failed.',
    )
    expect(docx.table('Quality rules with their results')[1]).toEqual(['R48', 'Titles', '', 'Fail', '1', '0 %'])
    expect(linesOf('Quality report')).toContainEqual(['ListBullet', 'Text. To mend it: Text. /units/0/title'])
    expect(linesOf('Quality report')).toContainEqual([
      'ListBullet',
      'Lessons: 1 found, at least 3 expected, too little source text. /units/0',
    ])
  })

  it('compares with the reference', () => {
    expect(linesOf('Benchmark')[0]?.[1]).toBe(
      'Compared with “Text”: 50 % of its units are found again. 100 % of their pairs stand in the same order. 90 % of the hours are spent alike.',
    )
    expect(docx.table('Units of the outline compared with, and those that match them').slice(1)).toEqual([
      ['Text', 'Unit 1: Text', '2', '1.5'],
      ['Text', '–', '–', '–'],
    ])
    expect(linesOf('Benchmark').at(-1)).toEqual(['ListBullet', 'Unit 1: Text'])
  })

  it('says how it was made', () => {
    const lines = linesOf('How this curriculum was made').map(([, text]) => text)
    expect(lines).toEqual([
      'Written by the author “Text”, version Text with the model Text, seed 1.',
      'Remarks',
      'Text',
      'Aims and documents',
      ...['Aim', 'Covered', 'Where', 'Words not found', 'Text', 'No', 'Text, “Text”', 'Text', ''],
      'Documents that were not used',
      'Text: Text',
      'Files that could not be read',
      'Text: Text. To mend it: Text.',
      'Repairs',
      'R04, fixed: Text',
    ])
  })
})

describe('a Word document of a curriculum that lacks parts', () => {
  it('leaves out what there is nothing to say of', async () => {
    const { benchmark, ...rest } = PLAIN
    expect(benchmark).toBeDefined()
    const { credits, ...program } = PLAIN.curriculum.program
    expect(credits).toBeDefined()
    const docx = await opened({
      ...rest,
      curriculum: { ...PLAIN.curriculum, program, assessments: [], items: [], skillBook: [], sources: [] },
      quality: { ...PLAIN.quality, passesHardRules: true, rules: [], shortfalls: [] },
      sourcing: { aims: [], unused: [], refused: [] },
      repairs: [],
    })
    const chapters = docx.paragraphs().filter(({ style }) => style === 'Heading1')
    expect(chapters.map(({ text }) => text)).toEqual([
      'About the program',
      'Units',
      'Assessments',
      'Rubrics',
      'Alignment',
      'Items',
      'Sources',
      'Quality report',
      'How this curriculum was made',
    ])
    expect(docx.table('Facts of the program').map(([name]) => name)).not.toContain('Credits')
    expect(docx.chapter('Items').map(({ text }) => text)).toEqual(['There are no items.'])
  })

  it('is a document even without units', async () => {
    const docx = await opened(withCurriculum({ units: [], items: [], blueprint: { cells: [] } }))
    expect(docx.table('Units with their hours').at(-1)).toEqual(['', 'All', '', '', '', '30 min'])
  })

  it('shows what stands in columns in letters of one width, whatever asks for it', async () => {
    const { items } = PLAIN.curriculum
    const docx = await opened(
      withCurriculum({ items: items.map((item) => ({ ...item, kind: 'short-answer', material: '$ ls -a   # all' })) }),
    )
    expect(docx.chapter('Items').filter(({ style }) => style === 'SourceCode')).toHaveLength(items.length)
  })

  it('cuts a long title where it stands on every page', async () => {
    const docx = await opened(smallCurriculum('🏠'.repeat(300)))
    expect(docx.paragraphs('word/header1.xml').map(({ text }) => text)).toEqual([`${'🏠'.repeat(99)}…`])
    expect(docx.paragraphs()[0]?.text).toBe('🏠'.repeat(300))
  })

  it('keeps the lines of material and answers', async () => {
    const docx = await opened(smallCurriculum('one\ntwo'))
    expect(docx.chapter('Items').find(({ style }) => style === 'SourceCode')?.text).toBe('one\ntwo')
    expect(docx.chapter('Items').find(({ style }) => style === 'Heading2')?.text).toBe('Unit 1: one two')
  })
})
