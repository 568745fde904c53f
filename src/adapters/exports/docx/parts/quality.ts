import type { FileChild } from 'docx'
import type { QualityReport, RuleResult } from '../../../../domain/curriculum/index.js'
import { formatNumber, percent, pluralize, titleCase } from '../../labels/wording.js'
import type { Manuscript } from '../writing/manuscript.js'
import { paragraph } from '../writing/paragraph.js'

const RESULTS = { pass: 'Pass', fail: 'Fail', 'not-applicable': 'Not applicable' } as const

/** How many findings of one rule are told here. */
const TOLD_FINDINGS = 20

/** What the rules of quality say. */
export function qualityPart(manuscript: Manuscript): readonly FileChild[] {
  const { quality } = manuscript.generated
  return [
    manuscript.heading(1, 'Quality report'),
    paragraph('Normal', verdict(quality), { keepNext: true }),
    ...manuscript.table({
      summary: 'Quality rules with their results',
      columns: [
        { head: 'Rule', share: 1.2 },
        { head: 'What it asks for', share: 8 },
        { head: 'Gate', share: 1.1 },
        { head: 'Result', share: 2.2 },
        { head: 'Checked', share: 1.6, numeric: true },
        { head: 'Holds', share: 1.6, numeric: true },
      ],
      rows: quality.rules.map((rule) => [
        rule.id,
        rule.title,
        rule.hard ? 'Yes' : '',
        rule.status === 'fail' ? ({ text: RESULTS.fail, look: 'Strong' } as const) : RESULTS[rule.status],
        rule.status === 'not-applicable' ? '–' : String(rule.checked),
        rule.status === 'not-applicable' ? '–' : percent(rule.score),
      ]),
    }),
    ...findings(manuscript, quality.rules),
    ...shortfalls(manuscript, quality),
  ]
}

function verdict({ score, passesHardRules, passed, failed, notApplicable }: QualityReport): string {
  const gates = passesHardRules ? 'All hard rules hold.' : 'At least one hard rule is broken.'
  const rest = notApplicable === 0 ? '' : `, ${notApplicable} ${notApplicable === 1 ? 'is' : 'are'} not applicable`
  return `Score: ${formatNumber(score)} of 100. ${gates} ${pluralize(passed, 'rule')} passed, ${failed} failed${rest}.`
}

function findings(manuscript: Manuscript, rules: readonly RuleResult[]): readonly FileChild[] {
  const wanting = rules.filter(({ failing }) => failing.length > 0)
  if (wanting.length === 0) return []
  return [
    manuscript.heading(2, 'What falls short'),
    ...wanting.flatMap(({ id, title, failing }) => [
      manuscript.heading(3, `${id} ${title}`),
      ...failing
        .slice(0, TOLD_FINDINGS)
        .map(({ message, hint, pointer }) =>
          paragraph('ListBullet', [`${message}. To mend it: ${hint}. `, { text: pointer, look: 'Emphasis' }]),
        ),
      ...(failing.length > TOLD_FINDINGS
        ? [paragraph('Details', `${failing.length - TOLD_FINDINGS} more of this rule.`)]
        : []),
    ]),
  ]
}

function shortfalls(manuscript: Manuscript, { shortfalls: all }: QualityReport): readonly FileChild[] {
  if (all.length === 0) return []
  return [
    manuscript.heading(2, 'What there is too little of'),
    ...all.map(({ pointer, content, found, least, reason }) =>
      paragraph('ListBullet', [
        `${titleCase(content)}: ${found} found, at least ${least} expected, ${reason}. `,
        { text: pointer, look: 'Emphasis' },
      ]),
    ),
  ]
}
