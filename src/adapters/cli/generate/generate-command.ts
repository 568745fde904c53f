import { type Command, InvalidArgumentError, Option } from 'commander'
import { EXPORT_FORMATS, type ExportFormat, type Verdict } from '../../../domain/curriculum/index.js'
import { docsUrl, nearestName } from '../../../domain/platform/index.js'
import { EXIT, SIGNAL_EXITS } from '../exit.js'

/** The exit codes of `generate` and their meaning. */
export const GENERATE_EXITS: readonly (readonly [code: number, meaning: string])[] = [
  [EXIT.ok, 'the curriculum is written; with --require: it is as ready as required'],
  [EXIT.failed, 'the files or the report could not be written, or an unexpected error occurred'],
  [EXIT.usage, 'an option, the brief, the documents or the output folder cannot be used'],
  [EXIT.belowGate, 'the curriculum is written, but is not as ready as --require asks'],
  [SIGNAL_EXITS.SIGHUP, 'stopped, because its terminal was closed (SIGHUP)'],
  [SIGNAL_EXITS.SIGINT, 'stopped by Ctrl-C'],
  [SIGNAL_EXITS.SIGTERM, 'stopped by SIGTERM'],
]

/** The brief of `generate` and `outline`. */
export const PROGRAM_OPTION = new Option('--program <file>', 'the program brief, a JSON file; - reads standard input')
  .argParser(toPath)
  .makeOptionMandatory()

/** The documents of `generate` and `outline`. */
export const DOCS_OPTION = new Option(
  '--docs <folder>',
  'the folder with the teaching material: Markdown, text, HTML, DOCX, PPTX, PDF, notebooks, AsciiDoc, reStructuredText',
)
  .argParser(toPath)
  .makeOptionMandatory()

/** The options of `generate`, in the order of `--help`. */
export const GENERATE_OPTIONS: readonly Option[] = [
  PROGRAM_OPTION,
  DOCS_OPTION,
  new Option('--out <folder>', 'the output folder; created if it does not exist')
    .argParser(toPath)
    .makeOptionMandatory(),
  new Option('--outline <file>', 'the units as this JSON file lists them, see curriculum outline').argParser(toPath),
  new Option('--format <list>', 'only these formats, separated by commas; can be repeated; default: all').argParser(
    toFormats,
  ),
  new Option('--without-quotes', 'leave out the appendix of quotes (HTML, Markdown) and the footnotes (Word)'),
  new Option(
    '--require <verdict>',
    `exit with ${EXIT.belowGate} if the verdict is lower: ready or needs-work`,
  ).argParser(toRequired),
  new Option(
    '--seed <number>',
    'decides between equally good choices: another seed selects others; default: 1',
  ).argParser(toSeed),
  new Option('--force', 'replace files of the same names in the output folder'),
  new Option('--json', 'print one JSON object instead of the report'),
  new Option('--quiet', 'print only errors'),
]

/** Adds the command `generate`. */
export function addGenerateCommand(program: Command, run: (flags: GenerateFlags) => Promise<void>): void {
  const command = program
    .command('generate')
    .description('generate a curriculum from a program brief and a folder of documents; needs no server and no network')
    .showHelpAfterError('(curriculum generate --help shows all options)')
  for (const option of GENERATE_OPTIONS) command.addOption(option)
  command.addHelpText('after', epilogue()).action((flags: GenerateFlags) => run(flags))
}

function epilogue(): string {
  const formats = FORMAT_NAMES.map((name) => `  ${name.padEnd(9)} ${EXPORT_FORMATS[name]}`)
  const exits = GENERATE_EXITS.map(([code, meaning]) => `  ${String(code).padEnd(9)} ${meaning}`)
  return [
    '',
    'Formats:',
    ...formats,
    '',
    'Exit codes:',
    ...exits,
    '  Files are written only with 0 or 5, or with 1 if only the report could not be printed.',
    '',
    'A brief (curriculum init writes one):',
    '  { "title": "Baking Bread", "audience": "Adults who never baked", "level": "introductory",',
    '    "totalHours": 12, "language": "en", "aims": ["Bake a loaf", "Keep a sourdough alive"] }',
    `  Each field: ${docsUrl('guides/generate.md#the-brief')}`,
    '',
    'Example:',
    '  curriculum init',
    '  curriculum generate --program brief.json --docs documents --out curriculum',
  ].join('\n')
}

/** The verdicts that can be required. */
const REQUIRED_VERDICTS = ['ready', 'needs-work'] as const satisfies readonly Verdict[]

/** One of the verdicts that can be required. */
export type RequiredVerdict = (typeof REQUIRED_VERDICTS)[number]

/** The command line of `generate`. */
export interface GenerateFlags {
  /** Path of the brief, or `-` for standard input. */
  readonly program: string
  readonly docs: string
  readonly out: string
  /** Path of the outline. Default: that of the brief, else by the material. */
  readonly outline?: string
  /** In the order of the command line. Default: all. */
  readonly format?: readonly ExportFormat[]
  readonly withoutQuotes?: true
  /** The lowest verdict that is enough. */
  readonly require?: RequiredVerdict
  readonly seed?: number
  readonly json?: true
  readonly force?: true
  readonly quiet?: true
}

/** The names of the formats, in the order of the report. */
const FORMAT_NAMES = Object.keys(EXPORT_FORMATS) as readonly ExportFormat[]

/** Parses a path. */
export function toPath(text: string): string {
  if (text.trim() !== '') return text
  throw new InvalidArgumentError('use a path.')
}

/** Parses a list of formats and adds it to the earlier ones. */
function toFormats(text: string, before: readonly ExportFormat[] = []): readonly ExportFormat[] {
  const names = text.split(',').map((name) => name.trim().toLowerCase())
  const known = names.map((name) => {
    const format = FORMAT_NAMES.find((candidate) => candidate === name)
    if (format) return format
    const nearest = nearestName(name, FORMAT_NAMES)
    const meant = nearest === undefined ? '' : ` Did you mean ${nearest}?`
    throw new InvalidArgumentError(`there is no format "${name}".${meant} The formats are ${FORMAT_NAMES.join(', ')}.`)
  })
  return [...new Set([...before, ...known])]
}

function toRequired(text: string): RequiredVerdict {
  const name = text.trim().toLowerCase()
  const verdict = REQUIRED_VERDICTS.find((candidate) => candidate === name)
  if (verdict !== undefined) return verdict
  throw new InvalidArgumentError('use ready or needs-work.')
}

function toSeed(text: string): number {
  if (/^\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text)
  throw new InvalidArgumentError(`use a whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`)
}
