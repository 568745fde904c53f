import { beforeAll, describe, expect, it } from '@jest/globals'
import { DocxExporter } from '../../../../../src/adapters/exports/index.js'
import type { Curriculum, GeneratedCurriculum } from '../../../../../src/domain/curriculum/index.js'
import { OpenedDocx } from '../../../../support/documents/opened-docx.js'
import { smallCurriculum } from '../../../../support/small-curriculum.js'

const PLAIN = smallCurriculum('Text')
const OUTLINE = 'Units in teaching order, with their time'
const CHECKS = 'All checks; a curriculum that fails a hard one is not usable'

async function opened(generated: GeneratedCurriculum): Promise<OpenedDocx> {
  const [file] = await new DocxExporter().export(generated)
  return new OpenedDocx(file?.bytes ?? new Uint8Array())
}

const withCurriculum = (change: Partial<Curriculum>): GeneratedCurriculum => ({
  ...PLAIN,
  curriculum: { ...PLAIN.curriculum, ...change },
})

describe('the chapters of a Word document', () => {
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
      ['Contents', '1 unit, 1 lesson, 3 questions, 2 assessments'],
      ['Sources', '1 document'],
    ])
  })

  it('has aims and program outcomes', () => {
    expect(linesOf('Aims')).toEqual([
      ['ListBullet', 'Text'],
      ['ListDetails', 'Not fully in the documents: Text (Text). Nothing found on: Text.'],
    ])
    expect(docx.table('What learners can do at the end of the program')[1]).toEqual([
      'P1',
      'Text',
      'Apply',
      '2',
      'O1.1',
      '–',
    ])
  })

  it('has an outline whose hours add up, with the time that the material does not fill', () => {
    expect(docx.table(OUTLINE)).toEqual([
      ['Unit', 'Time', 'Without material', 'Lessons', 'Outcomes', 'Questions'],
      ['Unit 1: Text', '1 h 40 min', '10 min', '1', '1', '3'],
      ['Assessments of the whole program', '30 min', '–', '–', '–', '–'],
      ['Total', '2 h 10 min', '10 min', '1', '1', '3'],
    ])
  })

  it('has units with outcomes, lessons, key points and a glossary', () => {
    const lines = linesOf('Units')
    expect(lines).toContainEqual(['Heading2', 'Unit 1: Text'])
    expect(lines).toContainEqual(['Details', '1 h 40 min · 10 min without material · 1 lesson'])
    // A topic that is the title of a lesson does not stand there twice.
    expect(lines).not.toContainEqual(['Details', 'Topics: Text'])
    expect(lines).toContainEqual(['Heading4', 'L1.1 Text (1 h)'])
    expect(lines).toContainEqual(['ListBullet', 'Text'])
    expect(lines).toContainEqual(['Definition', 'Text – Text'])
    expect(docx.table('What learners can do at the end of Unit 1')[1]).toEqual(['O1.1', 'Text', 'Apply', '2', 'P1'])
    expect(docx.table('Readings and activities of lesson L1.1').slice(1)).toEqual([
      ['Reading', 'Text, section Text (100 words)', '–', '1 min'],
      ['Practice', 'Text', 'O1.1', '59 min'],
    ])
  })

  it('has assessments with weights, items and instructions', () => {
    expect(docx.table('All assessments; weights are shares of the final mark').slice(1)).toEqual([
      ['A1', 'Text', 'Unit 1', 'Formative', 'Quiz', 'Apply', '30 min', '–'],
      ['A2', 'Text', 'Program', 'Summative', 'Project', 'Apply', '30 min', '100 %'],
    ])
    expect(linesOf('Assessments').slice(-13, -6)).toEqual([
      ['Heading2', 'A1 Text'],
      ['Details', 'Unit 1 · Formative · Quiz · up to Apply · 30 min'],
      ['Normal', 'Text'],
      ['Details', 'From the documents'],
      ['Details', 'Outcomes O1.1'],
      ['Details', 'Questions Q1.1'],
      ['Details', 'Judged by its rubric.'],
    ])
  })

  it('has a table of specifications with sums', () => {
    expect(docx.table('Questions by unit and level').slice(1)).toEqual([
      ['Unit 1: Text', '–', '–', '3', '–', '–', '–', '3'],
      ['Total', '–', '–', '3', '–', '–', '–', '3'],
    ])
  })

  it('has the rubrics of assessments and of items', () => {
    const headings = docx.chapter('Rubrics').filter(({ style }) => style === 'Heading2')
    expect(headings.map(({ text }) => text)).toEqual(['A1 Text', 'A2 Text', 'Question Q1.3'])
    expect(docx.table('Rubric of A1')).toEqual([
      ['Criterion', 'Full work', 'Outcomes', 'Weight'],
      ['Text', 'Text', 'O1.1', '100 %'],
    ])
    expect(docx.table('The levels of all rubrics').slice(1)).toEqual([
      ['Text', '2', 'Text'],
      ['Text', '1', 'Text'],
    ])
  })

  it('shows the alignment of each outcome', () => {
    expect(docx.table('What practises and checks each outcome').slice(1)).toEqual([
      ['Unit 1: Text'],
      ['O1.1 Text', 'Apply', '2', 'P1', 'L1.1', 'A1, A2', 'Q1.1–Q1.3'],
    ])
  })

  it('shows items without their keys, code in columns', () => {
    expect(linesOf('Questions and tasks')).toEqual([
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

  it('has the keys in a chapter of their own', () => {
    expect(linesOf('Answer key')).toEqual([
      ['Normal', '1 of 3 questions: needs review. Each says why. Read them before you use them.'],
      ['Heading2', 'Unit 1: Text'],
      ['Answer', 'Q1.1\tB: Text'],
      ['AnswerDetails', 'Multiple choice · Apply · DOK 2 · Outcome O1.1 · needs review: Text'],
      ['Answer', 'Q1.2\tC, A, B'],
      ['AnswerDetails', 'Order steps · Apply · DOK 2 · Outcome O1.1'],
      ['Answer', 'Q1.3\tText'],
      ['AnswerDetails', 'Predict output · Apply · DOK 2 · Outcome O1.1 · Judged by its rubric'],
    ])
  })

  it('has the skill book and the sources', () => {
    expect(linesOf('Skill book')).toEqual([
      ['Heading2', 'Skill 1: Text'],
      ['Details', 'Working level · Outcomes O1.1'],
      ['ListBullet', 'Text'],
      ['ListBullet', 'Text'],
    ])
    expect(linesOf('Bibliography')).toEqual([['Bibliography', 'Text']])
  })

  it('cites with the quote, the document and the section', () => {
    const notes = docx.paragraphs('word/footnotes.xml').filter(({ style }) => style === 'FootnoteText')
    expect(notes).toHaveLength(11)
    expect(notes[0]?.text).toBe(' “Text” – Text, “Text”')
  })

  it('has the report, with what to review first, and the checks', () => {
    const lines = linesOf('Report')
    expect(lines.slice(0, 2)).toEqual([
      ['Heading2', 'To review'],
      ['ListBullet', 'Question Q1.1: Text.'],
    ])
    expect(lines).toContainEqual(['ListBullet', 'Unit 1, 10 min without material: Text.'])
    expect(linesOf('Checks')[0]?.[1]).toBe('0 of 1 check pass. Failed: 1. All 0 hard checks pass.')
    expect(docx.table(CHECKS)[1]).toEqual(['R48', 'Titles', '–', '✗ Fail', '1', '1'])
  })

  it('compares with the reference', () => {
    expect(linesOf('Comparison')[0]?.[1]).toBe(
      'Compared with the outline “Text”: 50 % of its units are found again; 100 % of the pairs of units are in the same order; 90 % of the hours are spent alike.',
    )
    expect(docx.table('The units of the reference and those that match them').slice(1)).toEqual([
      ['Text', 'Unit 1: Text', '2', '1.5'],
      ['Text', 'Not found', '–', '–'],
    ])
    expect(linesOf('Comparison').at(-1)).toEqual(['Normal', 'Only here: Unit 1: Text.'])
  })

  it('shows author, documents and repairs', () => {
    const lines = linesOf('How this was made').map(([, text]) => text)
    expect(lines).toEqual([
      'Written by the author Text, version Text, seed 1, with the model Text. The same brief, documents and author give the same file. Used: 0 documents. Not used: 1. Could not be read: 1. Repairs of the draft: 1. The JSON export lists them.',
      'Remarks of the author',
      'Text',
      'Documents that were not used',
      'Text: Text',
      'Files that could not be read',
      'Text: Text. Text.',
    ])
  })
})

describe('a Word document of an incomplete curriculum', () => {
  it('says that there are none if a chapter is empty', async () => {
    const { benchmark, ...rest } = PLAIN
    expect(benchmark).toBeDefined()
    const { credits, ...program } = PLAIN.curriculum.program
    expect(credits).toBeDefined()
    const docx = await opened({
      ...rest,
      curriculum: { ...PLAIN.curriculum, program, assessments: [], items: [], skillBook: [], sources: [] },
      sourcing: { ...PLAIN.sourcing, aims: [], unused: [], refused: [] },
      repairs: [],
    })
    const chapters = docx.paragraphs().filter(({ style }) => style === 'Heading1')
    expect(chapters.map(({ text }) => text)).toEqual([
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
      'How this was made',
      'Bibliography',
    ])
    expect(docx.table('Facts of the program').map(([name]) => name)).not.toContain('Credits')
    for (const title of ['Questions and tasks', 'Answer key', 'Skill book', 'Bibliography', 'Rubrics']) {
      expect(docx.chapter(title).map(({ text }) => text)).toEqual(['There are none.'])
    }
  })

  it('is complete without units', async () => {
    const docx = await opened(withCurriculum({ units: [], items: [], blueprint: { cells: [] } }))
    expect(docx.table(OUTLINE).at(-1)).toEqual(['Total', '30 min', '0', '0', '0'])
  })

  it('shows columns in a fixed-width font for every kind of item', async () => {
    const { items } = PLAIN.curriculum
    const docx = await opened(
      withCurriculum({ items: items.map((item) => ({ ...item, kind: 'short-answer', material: '$ ls -a   # all' })) }),
    )
    expect(docx.chapter('Questions and tasks').filter(({ style }) => style === 'SourceCode')).toHaveLength(items.length)
  })

  it('cuts a long title in the header', async () => {
    const docx = await opened(smallCurriculum('🏠'.repeat(300)))
    expect(docx.paragraphs('word/header1.xml').map(({ text }) => text)).toEqual([`${'🏠'.repeat(99)}…`])
    expect(docx.paragraphs()[0]?.text).toBe('🏠'.repeat(300))
  })

  it('keeps the lines of material and answers', async () => {
    const docx = await opened(smallCurriculum('one\ntwo'))
    expect(docx.chapter('Questions and tasks').find(({ style }) => style === 'SourceCode')?.text).toBe('one\ntwo')
    expect(docx.chapter('Questions and tasks').find(({ style }) => style === 'Heading2')?.text).toBe('Unit 1: one two')
  })
})
