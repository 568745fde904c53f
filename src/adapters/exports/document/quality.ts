import type { BenchmarkReport, QualityReport, RuleResult } from '../../../domain/curriculum/index.js'
import { pluralize } from '../../../domain/platform/index.js'
import { formatNumber, titleCase } from '../labels/wording.js'
import { type DocumentContext, nameLink, shareOf, titledList } from './document-context.js'
import { type Content, joined, quiet, strong, type Verdict, verdict, written } from './inline.js'
import { type Block, type Chapter, note, paragraph, type Row, type Section, type Table } from './model.js'

const STATUS: { readonly [status in RuleResult['status']]: Verdict } = {
  pass: verdict('good', '✓ Pass'),
  fail: verdict('bad', '✗ Fail'),
  'not-applicable': verdict('neutral', '– Not applicable'),
}

/** What the rules say of the curriculum: the result, what fails, then all rules. */
export function qualityReport(context: DocumentContext): Chapter {
  const { quality } = context.generated
  return {
    kind: 'section',
    anchor: 'quality',
    title: 'Quality report',
    readers: 'teachers',
    newPage: true,
    blocks: [
      ...summary(quality),
      ...failedChecks(context),
      ...missingMaterial(context),
      { kind: 'section', anchor: 'rules', title: ['All rules'], blocks: [ruleTable(quality)] },
    ],
  }
}

function summary({ score, passesHardRules, passed, failed, notApplicable, rules }: QualityReport): readonly Block[] {
  const hard = rules.filter((rule) => rule.hard).length
  return [
    { kind: 'paragraph', role: 'score', content: [strong(formatNumber(score)), ' of 100'] },
    paragraph(
      `${passed} of ${pluralize(rules.length, 'rule')} pass. Failed: ${failed}. Not applicable: ${notApplicable}. `,
      passesHardRules ? verdict('good', `All ${hard} hard rules pass.`) : verdict('bad', 'A hard rule fails.'),
    ),
  ]
}

function failedChecks({ generated, places }: DocumentContext): readonly Section[] {
  const sections = generated.quality.rules
    .filter(({ failing }) => failing.length > 0)
    .map(({ id, title, status, score, threshold, failing }): Section => {
      const items = failing.map(({ pointer, message, hint }) => ({
        content: [nameLink(places.at(pointer)), ': ', written(message), '. ', quiet('To fix it: ', written(hint), '.')],
      }))
      return {
        kind: 'section',
        role: 'rule',
        title: [`${id} ${title}`],
        blocks: [
          note(STATUS[status], ': ', shareOf(score), ' of the checks pass, ', shareOf(threshold), ' are required'),
          { kind: 'list', items },
        ],
      }
    })
  return sections.length === 0
    ? []
    : [{ kind: 'section', anchor: 'failed-checks', title: ['Failed checks'], blocks: sections }]
}

function missingMaterial({ generated, places }: DocumentContext): readonly Section[] {
  const entries = generated.quality.shortfalls.map(
    ({ pointer, content, found, min, reason }): Content => [
      nameLink(places.at(pointer)),
      `: ${titleCase(content)}: ${found}, should be ${min} or more (${reason}).`,
    ],
  )
  return titledList('missing-material', 'Missing material', entries)
}

function ruleTable({ rules }: QualityReport): Table {
  const rows = rules.map(({ id, title, hard, status, score, checked }): Row => {
    const applies = status !== 'not-applicable'
    return {
      cells: [
        [{ kind: 'label', text: id }],
        [title],
        hard ? ['Yes'] : [],
        [STATUS[status]],
        applies ? [shareOf(score)] : [],
        applies ? [String(checked)] : [],
      ],
    }
  })
  return {
    kind: 'table',
    anchor: 'rules-table',
    caption: 'All rules; a curriculum in which a hard rule fails is not usable',
    wide: true,
    columns: [
      { head: ['Rule'], share: 1.2 },
      { head: ['Title'], share: 8 },
      { head: ['Hard'], share: 1.1 },
      { head: ['Result'], share: 2.4, short: true },
      { head: ['Passed'], share: 1.6, numeric: true },
      { head: ['Checked'], share: 1.6, numeric: true },
    ],
    rows,
  }
}

/** How the curriculum compares with a reference or its former version; nothing without one. */
export function comparison(context: DocumentContext): readonly Chapter[] {
  const { benchmark } = context.generated
  if (benchmark === undefined) return []
  const added = joined(
    benchmark.added.map((id) => context.unitName(id)),
    ', ',
  )
  const blocks: readonly Block[] = [
    paragraph(...measures(benchmark)),
    comparisonTable(context, benchmark),
    ...(added.length === 0 ? [] : [paragraph('Only here: ', ...added, '.')]),
  ]
  return [{ kind: 'section', anchor: 'benchmark', title: 'Comparison', readers: 'teachers', blocks }]
}

function measures({ against, coverage, order, hours }: BenchmarkReport): Content {
  const shares: readonly Content[] = [
    [shareOf(coverage), ' of its units are found again'],
    ...(order === undefined ? [] : [[shareOf(order), ' of the pairs of units are in the same order']]),
    ...(hours === undefined ? [] : [[shareOf(hours), ' of the hours are spent alike']]),
  ]
  const named: Content =
    against.kind === 'reference'
      ? ['the outline “', written(against.title), '”']
      : [`version ${against.version} of this curriculum`]
  return ['Compared with ', ...named, ': ', ...joined(shares, '; '), '.']
}

function comparisonTable(context: DocumentContext, { rows }: BenchmarkReport): Table {
  return {
    kind: 'table',
    anchor: 'benchmark-table',
    caption: 'The units of the reference and those that match them',
    columns: [
      { head: ['There'], share: 5 },
      { head: ['Here'], share: 5 },
      { head: ['Hours there'], share: 2, numeric: true },
      { head: ['Hours here'], share: 2, numeric: true },
    ],
    rows: rows.map(({ title, unitId, hours }) => ({
      cells: [
        [written(title)],
        unitId === undefined ? ['Not found'] : context.unitName(unitId),
        hours === undefined ? [] : [formatNumber(hours.reference)],
        hours === undefined ? [] : [formatNumber(hours.ours)],
      ],
    })),
  }
}
