import type { QualityFinding, RuleResult, RuleStatus, Shortfall } from '../../../../domain/curriculum/index.js'
import { percent } from '../../outline/figures.js'
import { blocks, bullets, table } from '../blocks.js'
import type { MarkdownContext } from '../markdown-context.js'
import { type Markup, md, NOTHING } from '../markup.js'

const STATUS: { readonly [status in RuleStatus]: Markup } = {
  pass: md`passes`,
  fail: md`**fails**`,
  'not-applicable': md`not applicable`,
}

/** What the rules say of the curriculum: first what falls short, then all of them. */
export function qualitySection({ generated }: MarkdownContext): Markup {
  const { score, passesHardRules, passed, failed, notApplicable, rules, shortfalls } = generated.quality
  const wanting = rules.filter(({ failing }) => failing.length > 0)
  const gates = passesHardRules ? 'Every hard rule holds.' : 'Some hard rules are broken.'
  return blocks(
    md`## Quality report`,
    md`**${score} of 100.** ${gates} Rules that pass: ${passed}; that fail: ${failed}; that do not apply: ${notApplicable}.`,
    wanting.length === 0 ? md`No rule found anything to mend.` : md`### What could be better`,
    ...wanting.map((rule) =>
      blocks(md`**${rule.id} ${rule.title}** (${verdict(rule)})`, bullets(rule.failing.map(findingLine))),
    ),
    shortfalls.length === 0 ? NOTHING : md`### Less than it should be`,
    bullets(shortfalls.map(shortfallLine)),
    md`### All rules`,
    table([NOTHING, 'Rule', 'Hard', 'Result', { right: 'Holds' }, { right: 'Checked' }], rules.map(ruleRow)),
  )
}

function verdict({ status, score, threshold }: RuleResult): Markup {
  return md`${STATUS[status]}: ${percent(score)} hold, ${percent(threshold)} have to`
}

function findingLine({ pointer, message, hint }: QualityFinding): Markup {
  return md`${message}. To mend it: ${hint}. (${pointer})`
}

function shortfallLine({ pointer, content, found, least, reason }: Shortfall): Markup {
  return md`${pointer}: ${found} ${content}, ${least} are the least (${reason})`
}

function ruleRow({ id, title, hard, status, score, checked }: RuleResult): readonly Markup[] {
  const share = status === 'not-applicable' ? NOTHING : md`${percent(score)}`
  return [md`${id}`, md`${title}`, hard ? md`hard` : NOTHING, STATUS[status], share, md`${checked}`]
}
