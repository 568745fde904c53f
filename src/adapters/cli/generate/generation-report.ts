import { relative } from 'node:path'
import {
  type BenchmarkReport,
  EXPORT_FORMATS,
  type QualityReport,
  type RuleResult,
  type Shortfall,
} from '../../../domain/curriculum/index.js'
import { pluralize } from '../../../domain/platform/index.js'
import { alignEntries, type Entry, labelledRows, sanitizeText, wrapText } from '../terminal-text.js'
import { countsOf, failedRules, type GenerationOutcome, hoursOf } from './generation-outcome.js'

const MIN_COLUMNS = 60
const MAX_COLUMNS = 100
const MAX_LISTED = 10
const MAX_MARK_WIDTH = 34

/** The layout of a report. */
export interface ReportLayout {
  /** Width of the terminal. Only a single long word exceeds it. */
  readonly columns: number
  /** Paths are shown relative to this folder. */
  readonly cwd: string
}

/** The report on a generated curriculum: content, quality, missing material, and the files. */
export function generationReport(outcome: GenerationOutcome, layout: ReportLayout): string {
  const columns = Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, layout.columns))
  const { curriculum, benchmark } = outcome.generated
  const { title, level, language } = curriculum.program
  const rows: readonly (readonly [label: string, entries: readonly Entry[]])[] = [
    ['Made', [madeText(outcome)]],
    ['Quality', qualityRows(outcome)],
    ['Aims', aimRows(outcome)],
    ['Documents', documentRows(outcome)],
    ['Compared', benchmark === undefined ? [] : [benchmarkText(benchmark)]],
    ['Remarks', bullets([...outcome.notes, ...curriculum.generator.remarks])],
    ['Written', writtenRows(outcome, layout.cwd)],
  ]
  const lines = rows.flatMap(([label, entries]) =>
    entries.length === 0 ? [] : ['', ...labelledRows(label, entries, columns)],
  )
  const subtitle = `${level}, ${language}, ${hoursOf(outcome.generated)} hours of work`
  return ['', ...wrapText(sanitizeText(title), columns), subtitle, ...lines, ''].join('\n')
}

function madeText({ generated }: GenerationOutcome): string {
  const counts = Object.entries(countsOf(generated)).map(([what, number]) => pluralize(number, what.slice(0, -1)))
  return counts.join(', ')
}

function aimRows({ generated, files }: GenerationOutcome): readonly Entry[] {
  const { aims } = generated.sourcing
  const missed = aims.filter(({ covered }) => !covered)
  if (missed.length === 0)
    return [`${aims.length === 1 ? 'the one aim is' : `all ${aims.length} are`} covered by the documents`]
  return [
    `${aims.length - missed.length} of ${aims.length} are covered by the documents; not covered:`,
    ...missed.slice(0, MAX_LISTED).map(({ aim, missing }) => {
      const words = missing.map((word) => `"${word}"`).join(', ')
      return { mark: '-', text: `${aim}${words === '' ? '' : ` (nothing on ${words})`}` }
    }),
    ...more(missed.length - MAX_LISTED, 'aim', reportFile(files)),
  ]
}

function documentRows({ generated, files }: GenerationOutcome): readonly Entry[] {
  const { documents, sourcing } = generated
  const { unused, refused, notices = [] } = sourcing
  const used = documents.length - unused.length
  const summary = `${documents.length + refused.length} found, ${used} used, ${unused.length} not used, ${refused.length} refused`
  const listed = [
    ...refused.map(({ name, reason, hint }) => ({
      mark: name,
      text: `refused: ${withoutName(reason, name)} -> ${hint}`,
    })),
    ...unused.map(({ docId, reason }) => ({ mark: docId, text: `not used: ${reason}` })),
    ...notices.map(({ docId, text }) => ({ mark: docId, text })),
  ]
  return [
    unused.length + refused.length === 0 ? `${pluralize(documents.length, 'document')}, all of them used` : summary,
    ...alignEntries(listed.slice(0, MAX_LISTED), MAX_MARK_WIDTH),
    ...more(listed.length - MAX_LISTED, 'document', reportFile(files)),
  ]
}

/** The reason without the file name, which is shown before it. */
function withoutName(reason: string, name: string): string {
  const shown = name.replace(/\p{Cc}/gu, '\ufffd')
  return reason.startsWith(`${shown} `) ? reason.slice(shown.length + 1) : reason
}

function benchmarkText({ against, coverage, order, hours }: BenchmarkReport): string {
  const what = against.kind === 'reference' ? against.title : `version ${against.version}`
  const percent = (share: number) => `${Math.round(share * 100)} %`
  const parts = [
    `${percent(coverage)} of its units are covered`,
    ...(order === undefined ? [] : [`${percent(order)} in the same order`]),
    ...(hours === undefined ? [] : [`${percent(hours)} of the hours match`]),
  ]
  return `with ${what}: ${parts.join(', ')}`
}

function bullets(texts: readonly string[]): readonly Entry[] {
  return texts.map((text) => ({ mark: '-', text }))
}

function writtenRows({ out, files, others, durations }: GenerationOutcome, cwd: string): readonly Entry[] {
  const folder = relative(cwd, out) || '.'
  const listed = files.map(({ name, format, bytes }, index) => {
    // A format with several files is explained at the first one.
    const text = files[index - 1]?.format === format ? '' : EXPORT_FORMATS[format]
    const mark = `${name.padEnd(longest(files))}  ${sizeText(bytes).padStart(7)}`
    return { mark, text: index === 0 && format === 'html' ? `open this first: ${text}` : text }
  })
  return [
    `to ${folder.length < out.length ? folder : out}, after ${(durations.totalMs / 1000).toFixed(1)} seconds`,
    ...alignEntries(listed, MAX_MARK_WIDTH),
    ...(others.length === 0
      ? []
      : [`not changed: ${others.slice(0, MAX_LISTED).join(', ')}${others.length > MAX_LISTED ? ', ...' : ''}`]),
  ]
}

function longest(files: GenerationOutcome['files']): number {
  return Math.max(...files.map(({ name }) => name.length))
}

/** `212 kB` */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 999_500 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

const MAX_RULES = 5
const MAX_SHORTFALLS = 3

/** The verdict, then the failed rules and missing material, the most serious first. */
function qualityRows({ generated, gate, files }: GenerationOutcome): readonly Entry[] {
  const { quality, repairs } = generated
  const failed = failedRules(quality)
  const fixed = repairs.filter(({ action }) => action === 'fixed').length
  const changes = `to pass the hard rules, ${pluralize(fixed, 'part')} fixed and ${repairs.length - fixed} removed`
  const verdict = quality.passesHardRules ? 'all hard rules pass' : 'NOT all hard rules pass'
  return [
    `${quality.score} of 100, ${verdict}${gate ? `; the gate of ${gate.min} is ${gate.passed ? '' : 'NOT '}passed` : ''}`,
    rulesText(quality),
    ...(repairs.length === 0 ? [] : [changes]),
    ...failed.slice(0, MAX_RULES).flatMap(ruleEntries),
    ...more(failed.length - MAX_RULES, 'rule', reportFile(files)),
    ...quality.shortfalls.slice(0, MAX_SHORTFALLS).map((one) => ({ mark: '-', text: shortfallText(one, generated) })),
    ...more(quality.shortfalls.length - MAX_SHORTFALLS, 'shortfall', reportFile(files)),
  ]
}

function rulesText({ passed, failed, notApplicable }: QualityReport): string {
  const short = failed === 0 ? '' : `, ${failed} failed`
  const idle = notApplicable === 0 ? '' : `; ${notApplicable} had nothing to check`
  return `${passed} of ${passed + failed} rules pass${short}${idle}`
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
  { pointer, content, found, min, reason }: Shortfall,
  { curriculum }: GenerationOutcome['generated'],
): string {
  const [, index] = /^\/units\/(\d+)/.exec(pointer) ?? []
  const unit = index === undefined ? undefined : curriculum.units[Number(index)]
  return `${unit ? `unit "${unit.title}"` : pointer || 'the curriculum'} has ${found} of ${min} ${content}: ${reason}`
}

/** `and 3 more rules, in curriculum.html` */
function more(left: number, what: string, where: string | undefined): readonly string[] {
  return left > 0 ? [`and ${pluralize(left, `more ${what}`)}${where === undefined ? '' : `, in ${where}`}`] : []
}

/** The file that contains the full quality report. */
function reportFile(files: GenerationOutcome['files']): string | undefined {
  const withReport = ['html', 'markdown', 'docx', 'json'] as const
  return withReport.flatMap((format) => files.find((file) => file.format === format)?.name ?? [])[0]
}
