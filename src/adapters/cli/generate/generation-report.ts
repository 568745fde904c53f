import { relative } from 'node:path'
import { type BenchmarkReport, EXPORT_FORMATS } from '../../../domain/curriculum/index.js'
import { aligned, type Entry, row } from '../rows.js'
import { quietText, wrapped } from '../terminal-text.js'
import { countsOf, type GenerationOutcome, hoursOf } from './generation-outcome.js'
import { count, more, qualityRows, reportFile } from './quality-rows.js'

const LEAST_COLUMNS = 60
const MOST_COLUMNS = 100
const MOST_LISTED = 10
const MOST_MARK = 34

/** How a report is laid out. */
export interface ReportLayout {
  /** Of the terminal; lines keep within it where words allow. */
  readonly columns: number
  /** The folder that paths are shown from. */
  readonly cwd: string
}

/** What a person reads when a curriculum is made: what it is, how good it is, what is missing, where to look. */
export function generationReport(outcome: GenerationOutcome, layout: ReportLayout): string {
  const columns = Math.min(MOST_COLUMNS, Math.max(LEAST_COLUMNS, layout.columns))
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
  const lines = rows.flatMap(([label, entries]) => (entries.length === 0 ? [] : ['', ...row(label, entries, columns)]))
  const subtitle = `${level}, ${language}, ${hoursOf(outcome.generated)} hours of work`
  return ['', ...wrapped(quietText(title), columns), subtitle, ...lines, ''].join('\n')
}

function madeText({ generated }: GenerationOutcome): string {
  const counts = Object.entries(countsOf(generated)).map(([what, number]) => count(number, what.slice(0, -1)))
  return counts.join(', ')
}

function aimRows({ generated, files }: GenerationOutcome): readonly Entry[] {
  const { aims } = generated.sourcing
  const missed = aims.filter(({ covered }) => !covered)
  if (missed.length === 0)
    return [`${aims.length === 1 ? 'the one aim is' : `all ${aims.length} are`} covered by the documents`]
  return [
    `${aims.length - missed.length} of ${aims.length} are covered by the documents; not covered:`,
    ...missed.slice(0, MOST_LISTED).map(({ aim, missing }) => {
      const words = missing.map((word) => `"${word}"`).join(', ')
      return { mark: '-', text: `${aim}${words === '' ? '' : ` (nothing on ${words})`}` }
    }),
    ...more(missed.length - MOST_LISTED, 'aim', reportFile(files)),
  ]
}

function documentRows({ generated, files }: GenerationOutcome): readonly Entry[] {
  const { documents, sourcing } = generated
  const { unused, refused } = sourcing
  const used = documents.length - unused.length
  const summary = `${documents.length + refused.length} found, ${used} used, ${unused.length} not used, ${refused.length} refused`
  const listed = [
    ...refused.map(({ name, reason, hint }) => ({
      mark: name,
      text: `refused: ${withoutName(reason, name)} -> ${hint}`,
    })),
    ...unused.map(({ docId, reason }) => ({ mark: docId, text: `not used: ${reason}` })),
  ]
  return [
    listed.length === 0 ? `${count(documents.length, 'document')}, all of them used` : summary,
    ...aligned(listed.slice(0, MOST_LISTED), MOST_MARK),
    ...more(listed.length - MOST_LISTED, 'document', reportFile(files)),
  ]
}

/** The reason alone: the name of the file stands before it. */
function withoutName(reason: string, name: string): string {
  const shown = name.replace(/\p{Cc}/gu, '\ufffd')
  return reason.startsWith(`${shown} `) ? reason.slice(shown.length + 1) : reason
}

function benchmarkText({ against, coverage, order, hours }: BenchmarkReport): string {
  const what = against.kind === 'reference' ? against.title : `version ${against.version}`
  const percent = (share: number) => `${Math.round(share * 100)} %`
  const parts = [
    `${percent(coverage)} of its units are found again`,
    ...(order === undefined ? [] : [`${percent(order)} in the same order`]),
    ...(hours === undefined ? [] : [`${percent(hours)} of the hours are spent alike`]),
  ]
  return `with ${what}: ${parts.join(', ')}`
}

function bullets(texts: readonly string[]): readonly Entry[] {
  return texts.map((text) => ({ mark: '-', text }))
}

function writtenRows({ out, files, others, durations }: GenerationOutcome, cwd: string): readonly Entry[] {
  const folder = relative(cwd, out) || '.'
  const listed = files.map(({ name, format, bytes }, index) => {
    // A format of several files is explained beside the first.
    const text = files[index - 1]?.format === format ? '' : EXPORT_FORMATS[format]
    const mark = `${name.padEnd(longest(files))}  ${sizeText(bytes).padStart(7)}`
    return { mark, text: index === 0 && format === 'html' ? `open this first: ${text}` : text }
  })
  return [
    `to ${folder.length < out.length ? folder : out}, after ${(durations.totalMs / 1000).toFixed(1)} seconds`,
    ...aligned(listed, MOST_MARK),
    ...(others.length === 0
      ? []
      : [`left as they were: ${others.slice(0, MOST_LISTED).join(', ')}${others.length > MOST_LISTED ? ', ...' : ''}`]),
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
