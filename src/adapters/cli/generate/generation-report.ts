import { relative } from 'node:path'
import {
  type BenchmarkReport,
  type Curriculum,
  EXPORT_FORMATS,
  labelsByPointer,
  VERDICT_WORDS,
} from '../../../domain/curriculum/index.js'
import { pluralize } from '../../../domain/platform/index.js'
import { alignEntries, type Entry, labelledRows, sanitizeText, wrapText } from '../terminal-text.js'
import { countsOf, failedChecks, type GenerationOutcome, hoursOf } from './generation-outcome.js'

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

/** The report on a generated curriculum: content, readiness, what is missing and to do, and the files. */
export function generationReport(outcome: GenerationOutcome, layout: ReportLayout): string {
  const columns = Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, layout.columns))
  const { curriculum, benchmark } = outcome.generated
  const { title, level, language } = curriculum.program
  const rows: readonly (readonly [label: string, entries: readonly Entry[]])[] = [
    ['Made', [madeText(outcome)]],
    ['Verdict', verdictRows(outcome)],
    ['Missing', gapRows(outcome)],
    ['Prepare', preparationRows(outcome)],
    ['Review', reviewRows(outcome)],
    ['Checks', checkRows(outcome)],
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
function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 999_500 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** The verdict with its figure, then each dimension with its explanation. */
function verdictRows({ generated, requirement }: GenerationOutcome): readonly Entry[] {
  const { verdict, total, dimensions } = generated.report.readiness
  const required =
    requirement === undefined
      ? ''
      : `; ${VERDICT_WORDS[requirement.verdict]} is required: ${requirement.met ? 'met' : 'NOT met'}`
  return [
    `${VERDICT_WORDS[verdict]}, readiness ${total} of 100${required}`,
    ...alignEntries(
      dimensions.map(({ dimension, score, explanation }) => ({
        mark: `${dimension.padEnd(9)} ${String(score).padStart(3)}`,
        text: explanation,
      })),
      MAX_MARK_WIDTH,
    ),
  ]
}

const MAX_GAPS = 6
const MAX_REVIEWS = 5
const MAX_CHECKS = 5

function gapRows({ generated, files }: GenerationOutcome): readonly Entry[] {
  const { gaps } = generated.report
  return [
    ...bullets(gaps.slice(0, MAX_GAPS).map(({ text }) => text)),
    ...more(gaps.length - MAX_GAPS, 'gap', reportFile(files)),
  ]
}

function preparationRows({ generated, files }: GenerationOutcome): readonly Entry[] {
  const { preparation } = generated.report
  const nameOf = partNames(generated.curriculum)
  const entries = preparation.slice(0, MAX_GAPS).map(({ pointer, minutes, tasks }) => {
    const time = minutes > 0 ? `${minutes} min: ` : ''
    return { mark: nameOf(pointer), text: `${time}${tasks.join('; ')}` }
  })
  return [...alignEntries(entries, MAX_MARK_WIDTH), ...more(preparation.length - MAX_GAPS, 'part', reportFile(files))]
}

function reviewRows({ generated, files }: GenerationOutcome): readonly Entry[] {
  const { review } = generated.report
  const nameOf = partNames(generated.curriculum)
  const entries = review
    .slice(0, MAX_REVIEWS)
    .map(({ pointer, reasons }) => ({ mark: nameOf(pointer), text: reasons.join('; ') }))
  return [...alignEntries(entries, MAX_MARK_WIDTH), ...more(review.length - MAX_REVIEWS, 'part', reportFile(files))]
}

/** Names of parts for people: `O3.2`, `aim 2`. */
function partNames(curriculum: Curriculum): (pointer: string) => string {
  const labelOf = labelsByPointer(curriculum)
  return (pointer) => {
    const [, list, kind, index] = pointer.split('/')
    if (list === 'program' && kind === 'aims' && index !== undefined) return `aim ${Number(index) + 1}`
    if (list === 'sources') return curriculum.sources[Number(kind)]?.docId ?? 'documents'
    return labelOf(pointer) || (list === 'units' ? 'order' : pointer || 'curriculum')
  }
}

/** The failed checks, and what was changed to pass the hard ones. */
function checkRows({ generated, files }: GenerationOutcome): readonly Entry[] {
  const { report, repairs } = generated
  const { passed, failed, blocked } = report.checks
  const fixed = repairs.filter(({ action }) => action === 'fixed').length
  const changes = `to pass the hard checks, ${pluralize(fixed, 'part')} fixed and ${repairs.length - fixed} removed`
  const broken = failedChecks(report.checks)
  return [
    `${passed} of ${pluralize(passed + failed, 'check')} pass${blocked ? '; a hard check FAILS: not usable' : ''}`,
    ...(repairs.length === 0 ? [] : [changes]),
    ...broken.slice(0, MAX_CHECKS).flatMap(({ id, title, hard, failing, checked }): readonly Entry[] => {
      const [first] = failing
      return [
        { mark: hard ? `${id} HARD` : id, text: `${title} (${failing.length} of ${checked})` },
        ...(first === undefined ? [] : [{ mark: ' '.repeat(id.length), text: `-> ${first.hint}` }]),
      ]
    }),
    ...more(broken.length - MAX_CHECKS, 'check', reportFile(files)),
  ]
}

/** `and 3 more gaps, in curriculum.html` */
function more(left: number, what: string, where: string | undefined): readonly string[] {
  return left > 0 ? [`and ${pluralize(left, `more ${what}`)}${where === undefined ? '' : `, in ${where}`}`] : []
}

/** The file that contains the full report. */
function reportFile(files: GenerationOutcome['files']): string | undefined {
  const withReport = ['html', 'markdown', 'docx', 'json'] as const
  return withReport.flatMap((format) => files.find((file) => file.format === format)?.name ?? [])[0]
}
