import type { QualityReport, RuleResult, Shortfall } from '../../../domain/curriculum/index.js'
import type { Entry } from '../rows.js'
import type { GenerationOutcome } from './generation-outcome.js'

const MOST_RULES = 5
const MOST_SHORTFALLS = 3

/** What the rules say: the verdict, then what falls short, the gravest first. */
export function qualityRows({ generated, gate, files }: GenerationOutcome): readonly Entry[] {
  const { quality, repairs } = generated
  const failed = failedRules(quality)
  const fixed = repairs.filter(({ action }) => action === 'fixed').length
  const changes = `to keep the hard rules, ${count(fixed, 'part')} fixed and ${repairs.length - fixed} dropped`
  const verdict = quality.passesHardRules ? 'every hard rule holds' : 'NOT every hard rule holds'
  return [
    `${quality.score} of 100, ${verdict}${gate ? `; the gate of ${gate.min} is ${gate.passed ? '' : 'NOT '}passed` : ''}`,
    rulesText(quality),
    ...(repairs.length === 0 ? [] : [changes]),
    ...failed.slice(0, MOST_RULES).flatMap(ruleEntries),
    ...more(failed.length - MOST_RULES, 'rule', reportFile(files)),
    ...quality.shortfalls.slice(0, MOST_SHORTFALLS).map((one) => ({ mark: '-', text: shortfallText(one, generated) })),
    ...more(quality.shortfalls.length - MOST_SHORTFALLS, 'shortfall', reportFile(files)),
  ]
}

function rulesText({ passed, failed, notApplicable }: QualityReport): string {
  const short = failed === 0 ? 'none falls short' : `${failed} fall${failed === 1 ? 's' : ''} short`
  const idle = notApplicable === 0 ? '' : `; ${notApplicable} had nothing to check`
  return `${passed} of ${passed + failed} rules hold, ${short}${idle}`
}

/** The rules that are broken, hard ones first, then those of which the least holds. */
export function failedRules({ rules }: QualityReport): readonly RuleResult[] {
  const failed = rules.filter(({ status }) => status === 'fail')
  return failed.sort((a, b) => Number(b.hard) - Number(a.hard) || a.score / a.threshold - b.score / b.threshold)
}

function ruleEntries({ id, title, hard, failing, checked }: RuleResult): readonly Entry[] {
  const [first] = failing
  const found = failing.length === 0 ? '' : ` (${failing.length} of ${Math.max(checked, failing.length)})`
  const mark = hard ? `${id} HARD` : id
  return [
    { mark, text: `${title}${found}` },
    ...(first === undefined ? [] : [{ mark: ' '.repeat(id.length), text: `-> ${first.hint}` }]),
  ]
}

function shortfallText(
  { pointer, content, found, least, reason }: Shortfall,
  { curriculum }: GenerationOutcome['generated'],
): string {
  const [, index] = /^\/units\/(\d+)/.exec(pointer) ?? []
  const unit = index === undefined ? undefined : curriculum.units[Number(index)]
  return `${unit ? `unit "${unit.title}"` : pointer || 'the curriculum'} has ${found} of ${least} ${content}: ${reason}`
}

/** `and 3 more, in curriculum.html` */
export function more(left: number, what: string, where: string | undefined): readonly string[] {
  return left > 0 ? [`and ${count(left, `more ${what}`)}${where === undefined ? '' : `, in ${where}`}`] : []
}

/** Where the whole report can be read. */
export function reportFile(files: GenerationOutcome['files']): string | undefined {
  const withReport = ['html', 'markdown', 'docx', 'json'] as const
  return withReport.flatMap((format) => files.find((file) => file.format === format)?.name ?? [])[0]
}

export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
