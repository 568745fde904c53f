import type { QualityReport, RuleResult } from '../../../../domain/curriculum/index.js'
import { html, type Markup } from '../../../shared/html.js'
import { counted, figure } from '../../outline/figures.js'
import { worded } from '../../outline/worded.js'
import { nameLink, type PageContext } from '../page-context.js'
import { part, table } from '../parts.js'
import { percent } from '../unbroken.js'

const STATUS = { pass: '✓ Pass', fail: '✗ Fail', 'not-applicable': '– Not applicable' } as const
const TONE = { pass: 'good', fail: 'bad', 'not-applicable': 'note' } as const

/** What the rules say of the curriculum. */
export function quality(context: PageContext): Markup {
  const { quality: report } = context.generated
  return part(
    'quality',
    'Quality report',
    [summary(report), findings(report, context), shortfalls(report, context), rules(report)],
    'teacher',
  )
}

function summary({ score, passesHardRules, passed, failed, notApplicable, rules: all }: QualityReport): Markup {
  const gates = all.filter(({ hard }) => hard).length
  return html`<p class="score"><strong>${figure(score)}</strong> of 100</p>
<p>${passed} of ${counted(all.length, 'rule')} pass. Failed: ${failed}. Not applicable: ${notApplicable}. <strong class="${passesHardRules ? 'good' : 'bad'}">${
    passesHardRules ? `All ${gates} gates hold.` : 'A gate is broken.'
  }</strong></p>
`
}

function findings({ rules: all }: QualityReport, { places, text }: PageContext): Markup {
  const failing = all.filter((rule) => rule.failing.length > 0)
  if (failing.length === 0) return html``
  const entries = failing.map(
    (rule) => html`<section class="rule">
<h4>${rule.id} ${rule.title}</h4>
<p class="note"><span class="${TONE[rule.status]}">${STATUS[rule.status]}</span>: holds for ${percent(rule.score)}, passes at ${percent(rule.threshold)}</p>
<ul>
${rule.failing.map(({ pointer, message, hint }) => html`<li>${nameLink(places.at(pointer))}: ${text(message)}. <span class="note">To mend it: ${text(hint)}.</span></li>\n`)}</ul>
</section>
`,
  )
  return html`<h3 id="findings">Lines that do not hold</h3>\n${entries}`
}

function shortfalls({ shortfalls: all }: QualityReport, { places }: PageContext): Markup {
  if (all.length === 0) return html``
  const entries = all.map(
    ({ pointer, content, found, least, reason }) =>
      html`<li>${nameLink(places.at(pointer))}: ${worded(content)}: ${found}, should be ${least} or more (${reason}).</li>\n`,
  )
  return html`<h3 id="shortfalls">What there is too little of</h3>\n<ul>\n${entries}</ul>\n`
}

function rules({ rules: all }: QualityReport): Markup {
  const grid = table({
    id: 'rules-table',
    caption: 'All rules; a gate is a rule that must hold',
    wide: true,
    columns: [
      { head: 'Id' },
      { head: 'Rule' },
      { head: 'Status' },
      { head: 'Holds for', numeric: true },
      { head: 'Checked', numeric: true },
    ],
    rows: all.map((rule) => ({ cells: ruleCells(rule) })),
  })
  return html`<h3 id="rules">All rules</h3>\n${grid}`
}

function ruleCells({ id, title, hard, status, score, checked }: RuleResult) {
  const gate = hard && html` <span class="note">Gate</span>`
  const applies = status !== 'not-applicable'
  return [
    html`<span class="code">${id}</span>`,
    html`${title}${gate}`,
    html`<span class="${TONE[status]}">${STATUS[status]}</span>`,
    applies && percent(score),
    applies && checked,
  ]
}
