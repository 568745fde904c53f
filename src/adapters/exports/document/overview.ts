import type { AimCoverage, Credits } from '../../../domain/curriculum/index.js'
import { pluralize } from '../../../domain/platform/index.js'
import { PART_LABELS } from '../labels/curriculum-labels.js'
import { aimSources, formatNumber, languageName, titleCase } from '../labels/wording.js'
import { type DocumentContext, orNone, timeOf, unitTitle } from './document-context.js'
import { type Content, joined, link, verdict, written } from './inline.js'
import { type Chapter, type CurriculumDocument, type Fact, fact, type List, type Row } from './model.js'

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

function facts({ curriculum, documents, quality }: DocumentContext['generated']): readonly Fact[] {
  const { program, units, items, assessments, skillBook } = curriculum
  const lessons = units.reduce((sum, unit) => sum + unit.lessons.length, 0)
  const rules = quality.passesHardRules ? 'every hard rule passes' : 'a hard rule fails'
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
    { ...fact('Quality', link('quality', `${formatNumber(quality.score)} of 100`), `, ${rules}`), readers: 'teachers' },
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
  const items = curriculum.program.aims.map((aim): List['items'][number] => {
    const coverage = coverages.get(aim)
    const content = [written(aim)]
    return coverage === undefined ? { content } : { content, note: coverageOf(coverage, context) }
  })
  return {
    kind: 'section',
    anchor: 'aims',
    title: 'Aims',
    newPage: true,
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

/** The units in teaching order with their time, which adds up to that of the program. */
export function outline({ curriculum, places }: DocumentContext): Chapter {
  const { units, assessments, items } = curriculum
  const ofProgram = assessments
    .filter(({ unitId }) => unitId === undefined)
    .reduce((sum, { minutes }) => sum + minutes, 0)
  const longest = Math.max(ofProgram, ...units.map(({ minutes }) => minutes))
  const total = units.reduce((sum, { minutes }) => sum + minutes, ofProgram)
  const bar = (minutes: number): Content => [{ kind: 'bar', share: longest > 0 ? minutes / longest : 0 }]
  const count = (counts: readonly number[]) => String(counts.reduce((sum, number) => sum + number, 0))
  const unitRows = units.map((unit, index): Row => {
    const before = unit.prerequisites.map((id): Content => {
      const place = places.byId.units.get(id)
      return [place === undefined ? written(id) : link(place.anchor, place.label)]
    })
    return {
      cells: [
        [link(places.at(`/units/${index}`).anchor, ...unitTitle(unit, index))],
        [timeOf(unit.minutes)],
        bar(unit.minutes),
        [String(unit.lessons.length)],
        [String(unit.outcomes.length)],
        [String(places.itemsByUnit[index]?.length ?? 0)],
        joined(before, ', '),
      ],
    }
  })
  const programRow: Row = {
    cells: [
      [link('assessments', 'Assessments of the whole program')],
      [timeOf(ofProgram)],
      bar(ofProgram),
      [],
      [],
      [],
      [],
    ],
  }
  const totalRow: Row = {
    total: true,
    cells: [
      ['Total'],
      [timeOf(total)],
      [],
      [count(units.map(({ lessons }) => lessons.length))],
      [count(units.map(({ outcomes }) => outcomes.length))],
      [String(items.length)],
      [],
    ],
  }
  return {
    kind: 'section',
    anchor: 'outline',
    title: 'Outline',
    blocks: [
      {
        kind: 'table',
        anchor: 'outline-table',
        caption: 'Units in teaching order, with the time of their lessons and assessments',
        wide: true,
        columns: [
          { head: ['Unit'], share: 8 },
          { head: ['Time'], share: 3, numeric: true },
          { head: ['Time as a bar'], share: 3, drawn: true },
          { head: ['Lessons'], share: 2, numeric: true },
          { head: ['Outcomes'], share: 2.4, numeric: true },
          { head: ['Questions'], share: 2.4, numeric: true },
          { head: ['Builds on'], share: 3 },
        ],
        rows: [...unitRows, ...(ofProgram > 0 ? [programRow] : []), totalRow],
      },
    ],
  }
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
