import type { CheckResult, CurriculumReport, Dimension } from '../../../domain/curriculum/index.js'
import { pluralize } from '../../../domain/platform/index.js'
import { type DocumentContext, nameLink, timeOf, titledList } from './document-context.js'
import { type Content, joined, quiet, type Verdict, verdict, written } from './inline.js'
import { type Block, type Chapter, note, paragraph, type Row, type Section, type Table } from './model.js'

/** The verdict in words, with its tone. */
export function verdictOf({ readiness }: CurriculumReport): Verdict {
  switch (readiness.verdict) {
    case 'ready':
      return verdict('good', 'Ready to use')
    case 'needs-work':
      return verdict('warn', 'Needs work')
    case 'not-usable':
      return verdict('bad', 'Not usable')
  }
}

/** What to look at and what is missing, then how ready the curriculum is. */
export function reportChapter(context: DocumentContext): Chapter {
  const { report } = context.generated
  return {
    kind: 'section',
    anchor: 'report',
    title: 'Report',
    readers: 'teachers',
    newPage: true,
    blocks: [
      ...titledList('review', 'Needs review', reviewEntries(context, MAX_REVIEWS)),
      ...titledList('preparation', 'To prepare', preparationEntries(context)),
      ...titledList('gaps', 'Gaps', gapEntries(context)),
      {
        kind: 'section',
        anchor: 'readiness',
        title: ['Readiness'],
        blocks: [
          paragraph(
            verdictOf(report),
            `: ${report.readiness.total} of 100, the geometric mean of these dimensions, so that none can make up for another one.`,
          ),
          dimensionTable(report),
        ],
      },
    ],
  }
}

/** The parts that are listed in the report; the others carry their mark in their place. */
const MAX_REVIEWS = 40

/** What a person should look at first. */
export function reviewEntries({ generated, places }: DocumentContext, max: number): readonly Content[] {
  const { review } = generated.report
  const shown = review
    .slice(0, max)
    .map(({ pointer, reasons }): Content => [nameLink(places.at(pointer)), ': ', ...reasonsOf(reasons), '.'])
  const left = review.length - shown.length
  return left > 0 ? [...shown, [quiet(`and ${pluralize(left, 'more part')}`)]] : shown
}

/** Reasons in one sentence. */
export function reasonsOf(reasons: readonly string[]): Content {
  return joined(
    reasons.map((reason) => [written(reason)]),
    '; ',
  )
}

/** What the teacher must prepare. */
export function preparationEntries({ generated, places }: DocumentContext): readonly Content[] {
  return generated.report.preparation.map(({ pointer, minutes, tasks }): Content => {
    const time: Content = minutes > 0 ? [', ', timeOf(minutes), ' without material'] : []
    return [nameLink(places.at(pointer)), ...time, ': ', ...reasonsOf(tasks), '.']
  })
}

function gapEntries({ generated, places }: DocumentContext): readonly Content[] {
  return generated.report.gaps.map(
    ({ pointer, text }): Content => [nameLink(places.at(pointer)), ': ', written(text), '.'],
  )
}

const DIMENSION_TITLES: { readonly [dimension in Dimension]: string } = {
  aims: 'Aims',
  grounded: 'Grounded in the documents',
  levels: 'Levels of the outcomes',
  workload: 'Hours filled',
  items: 'Questions',
  order: 'Order of the units',
  text: 'Text of the documents',
  language: 'Language',
}

function dimensionTable({ readiness }: CurriculumReport): Table {
  return {
    kind: 'table',
    anchor: 'readiness-table',
    caption: 'How far the curriculum is ready, from 0 to 100',
    columns: [
      { head: ['Dimension'], share: 3 },
      { head: ['Ready'], share: 1.4, numeric: true },
      { head: ['Why'], share: 8 },
    ],
    rows: readiness.dimensions.map(
      ({ dimension, score, explanation }): Row => ({
        cells: [[DIMENSION_TITLES[dimension]], [String(score)], [written(explanation)]],
      }),
    ),
  }
}

const STATUS: { readonly [status in CheckResult['status']]: Verdict } = {
  pass: verdict('good', '✓ Pass'),
  fail: verdict('bad', '✗ Fail'),
  'not-applicable': verdict('neutral', '– Not applicable'),
}

/** What the checks of references, citations, hours and forms found. */
export function checksChapter(context: DocumentContext): Chapter {
  const { checks } = context.generated.report
  const hard = checks.results.filter((result) => result.hard).length
  return {
    kind: 'section',
    anchor: 'checks',
    title: 'Checks',
    readers: 'teachers',
    blocks: [
      paragraph(
        `${checks.passed} of ${pluralize(checks.results.length, 'check')} pass. Failed: ${checks.failed}. Not applicable: ${checks.notApplicable}. `,
        checks.blocked
          ? verdict('bad', 'A hard check fails: the curriculum is not usable.')
          : verdict('good', `All ${hard} hard checks pass.`),
      ),
      ...failedChecks(context),
      checkTable(checks.results),
    ],
  }
}

function failedChecks({ generated, places }: DocumentContext): readonly Block[] {
  const sections = generated.report.checks.results
    .filter(({ failing }) => failing.length > 0)
    .map(({ id, title, status, checked, failing }): Section => {
      const items = failing.map(({ pointer, message, hint }) => ({
        content: [nameLink(places.at(pointer)), ': ', written(message), '. ', quiet('To fix it: ', written(hint), '.')],
      }))
      return {
        kind: 'section',
        role: 'rule',
        title: [`${id} ${title}`],
        blocks: [
          note(STATUS[status], `: ${failing.length} of ${pluralize(checked, 'part')} to look at`),
          { kind: 'list', items },
        ],
      }
    })
  return sections.length === 0
    ? []
    : [{ kind: 'section', anchor: 'failed-checks', title: ['Findings'], blocks: sections }]
}

function checkTable(results: readonly CheckResult[]): Table {
  return {
    kind: 'table',
    anchor: 'checks-table',
    caption: 'All checks; a curriculum that fails a hard one is not usable',
    wide: true,
    columns: [
      { head: ['Check'], share: 1.2 },
      { head: ['Title'], share: 8 },
      { head: ['Hard'], share: 1.1 },
      { head: ['Result'], share: 2.4, short: true },
      { head: ['Parts'], share: 1.6, numeric: true },
      { head: ['Findings'], share: 1.8, numeric: true },
    ],
    rows: results.map(({ id, title, hard, status, checked, failing }): Row => {
      const applies = status !== 'not-applicable'
      return {
        cells: [
          [{ kind: 'label', text: id }],
          [title],
          hard ? ['Yes'] : [],
          [STATUS[status]],
          applies ? [String(checked)] : [],
          failing.length > 0 ? [String(failing.length)] : [],
        ],
      }
    }),
  }
}

/** The verdict and how far the material fills the hours. */
export function verdictLine({ report }: DocumentContext['generated']): Content {
  const { plannedMinutes, filledMinutes } = report.hours
  return [
    verdictOf(report),
    '. The material fills ',
    timeOf(Math.round(filledMinutes / 6) * 6),
    ' of ',
    timeOf(plannedMinutes),
    '.',
  ]
}
