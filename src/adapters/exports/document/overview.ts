import { type AimCoverage, type Credits, PART_LABELS } from '../../../domain/curriculum/index.js'
import { pluralize } from '../../../domain/platform/index.js'
import { aimSources, formatNumber, languageName, titleCase } from '../labels/wording.js'
import { type DocumentContext, orNone, timeOf } from './document-context.js'
import { type Content, joined, link, verdict, written } from './inline.js'
import { type Chapter, type CurriculumDocument, type Fact, fact, type List, type Row } from './model.js'
import { verdictOf } from './report.js'

/** Title, facts and labels. */
export function overview({ generated }: DocumentContext): Omit<CurriculumDocument, 'chapters'> {
  const { program } = generated.curriculum
  return {
    anchor: 'top',
    title: program.title,
    audience: program.audience,
    language: program.language,
    subtitle: 'Curriculum',
    facts: facts(generated),
    legend: LEGEND,
  }
}

const LEGEND =
  'Labels: P1 is an outcome of the program, O1.1 one of Unit 1, L1.1 a lesson, Q1.1 a question or task, A1 an ' +
  "assessment. Levels are those of Bloom's taxonomy; DOK is the depth of knowledge by Webb, from 1 (recall) to 4 " +
  '(extended thinking).'

function facts({ curriculum, documents, report }: DocumentContext['generated']): readonly Fact[] {
  const { program, units, items, assessments, skillBook } = curriculum
  const lessons = units.reduce((sum, unit) => sum + unit.lessons.length, 0)
  return [
    { ...fact('Audience', written(program.audience)), long: true },
    fact('Level', titleCase(program.level)),
    fact('Workload', timeOf(program.totalHours * 60)),
    ...(program.credits === undefined ? [] : [fact('Credits', creditsOf(program.credits))]),
    fact('Language', written(languageName(program.language))),
    fact(
      'Contents',
      [
        pluralize(units.length, 'unit'),
        pluralize(lessons, 'lesson'),
        pluralize(items.length, 'question'),
        pluralize(assessments.length, 'assessment'),
        pluralize(skillBook.length, 'skill'),
      ].join(', '),
    ),
    fact('Sources', pluralize(documents.length, 'document')),
    { ...fact('Verdict', verdictOf(report), ' (', link('report', 'report'), ')'), readers: 'teachers' },
  ]
}

function creditsOf({ system, value, hoursPerCredit }: Credits): string {
  const each = hoursPerCredit === undefined ? '' : ` (${pluralize(Number(formatNumber(hoursPerCredit)), 'hour')} each)`
  return `${formatNumber(value)} ${system}${each}`
}

/** The aims of the brief, and what the documents have on each. */
export function aims(context: DocumentContext): Chapter {
  const { generated, curriculum } = context
  const coverages = new Map(generated.sourcing.aims.map((coverage) => [coverage.aim, coverage]))
  const items = curriculum.program.aims.map((aim, index): List['items'][number] => {
    const coverage = coverages.get(aim)
    const { anchor } = context.places.at(`/program/aims/${index}`)
    const content = [written(aim)]
    return { anchor, content, ...(coverage === undefined ? {} : { note: coverageOf(coverage, context) }) }
  })
  return {
    kind: 'section',
    anchor: 'aims',
    title: 'Aims',
    blocks: [{ kind: 'list', role: 'aims', items }],
  }
}

function coverageOf({ covered, missing, passages }: AimCoverage, context: DocumentContext): Content {
  const found = aimSources(passages).map(({ docId, sections }): Content => {
    const name = context.document(docId)
    return sections.length === 0
      ? [name]
      : [
          name,
          ' (',
          ...joined(
            sections.map((each) => [written(each)]),
            '; ',
          ),
          ')',
        ]
  })
  const lacking = joined(
    missing.map((word) => [written(word)]),
    ', ',
  )
  return [
    covered ? verdict('good', 'In the documents') : verdict('warn', 'Not fully in the documents'),
    ...(found.length === 0 ? [] : [': ', ...joined(found, '; ')]),
    '.',
    ...(missing.length === 0 ? [] : [' Nothing found on: ', ...lacking, '.']),
  ]
}

/** What graduates of the program can do, what leads there and what assesses it. */
export function programOutcomes(context: DocumentContext): Chapter {
  const { curriculum, places } = context
  const { program, units, assessments } = curriculum
  const ofUnits = units.flatMap(({ outcomes }) => outcomes)
  const rows = program.outcomes.map((outcome, index): Row => {
    const { anchor, label } = places.at(`/program/outcomes/${index}`)
    const supporting = ofUnits.filter(({ supports }) => supports.includes(outcome.id)).map(({ id }) => id)
    const assessing = assessments.filter(({ outcomeIds }) => outcomeIds.includes(outcome.id)).map(({ id }) => id)
    return {
      anchor,
      cells: [
        [{ kind: 'label', text: label }],
        [written(outcome.text), ...context.cited(outcome.citations)],
        [titleCase(outcome.bloom)],
        [String(outcome.dok)],
        context.labelCell('outcomes', supporting),
        context.labelCell('assessments', assessing),
      ],
    }
  })
  return {
    kind: 'section',
    anchor: 'program-outcomes',
    title: 'Program outcomes',
    blocks: [
      {
        kind: 'table',
        anchor: 'program-outcomes-table',
        caption: 'What learners can do at the end of the program',
        wide: true,
        columns: [...OUTCOME_COLUMNS, { head: ['Supported by'], share: 2 }, { head: ['Assessed by'], share: 2 }],
        rows,
      },
    ],
  }
}

/** The columns of each table of outcomes. */
export const OUTCOME_COLUMNS = [
  { head: ['No.'], share: 1.2 },
  { head: ['Outcome'], share: 7.5 },
  { head: ['Level'], share: 2, short: true },
  { head: ['DOK'], share: 1, numeric: true },
] as const

/** What learners can show at the end, and how an observer recognises it. */
export function skillBook(context: DocumentContext): Chapter {
  const sections = context.curriculum.skillBook.map(({ skill, level, outcomeIds, evidence, citations }, index) => {
    const facts = [`${titleCase(level)} level · Outcomes `, context.labels('outcomes', outcomeIds)]
    return {
      kind: 'section',
      role: 'skill',
      anchor: context.places.at(`/skillBook/${index}`).anchor,
      label: PART_LABELS.skill(index),
      title: [written(skill)],
      blocks: [
        { kind: 'paragraph', role: 'note', content: [...facts, ...context.cited(citations)] },
        { kind: 'list', items: evidence.map((criterion) => ({ content: [written(criterion)] })) },
      ],
    } as const
  })
  return { kind: 'section', anchor: 'skills', title: 'Skill book', newPage: true, blocks: orNone(sections) }
}
