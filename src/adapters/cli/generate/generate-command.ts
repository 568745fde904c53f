import { type Command, InvalidArgumentError, Option } from 'commander'
import { EXPORT_FORMATS, type ExportFormat } from '../../../domain/curriculum/index.js'
import { docsUrl } from '../../../domain/platform/index.js'
import { EXIT, SIGNAL_EXITS } from '../exit.js'

/** The exit codes of `generate` and their meaning. */
export const GENERATE_EXITS: readonly (readonly [code: number, meaning: string])[] = [
  [EXIT.ok, 'the curriculum is written; with --quality-gate: it passes'],
  [EXIT.failed, 'the files or the report could not be written, or an unexpected error occurred'],
  [EXIT.usage, 'an option, the brief, the documents or the output folder cannot be used'],
  [EXIT.belowGate, 'the curriculum is written, but does not pass --quality-gate'],
  [SIGNAL_EXITS.SIGINT, 'stopped by Ctrl-C'],
  [SIGNAL_EXITS.SIGTERM, 'stopped by SIGTERM'],
]

/** The options of `generate`, in the order of `--help`. */
export const GENERATE_OPTIONS: readonly Option[] = [
  new Option('--program <file>', 'the program brief, a JSON file; - reads standard input')
    .argParser(toPath)
    .makeOptionMandatory(),
  new Option('--docs <folder>', 'the folder with the teaching material: Markdown, text, HTML, DOCX, PDF')
    .argParser(toPath)
    .makeOptionMandatory(),
  new Option('--out <folder>', 'the output folder; created if it does not exist')
    .argParser(toPath)
    .makeOptionMandatory(),
  new Option('--format <list>', 'only these formats, separated by commas; can be repeated; default: all').argParser(
    toFormats,
  ),
  new Option(
    '--quality-gate <score>',
    `exit with ${EXIT.belowGate} if the quality score is below this (0 to 100) or a hard rule fails`,
  ).argParser(toScore),
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

/** The command line of `generate`. */
export interface GenerateFlags {
  /** Path of the brief, or `-` for standard input. */
  readonly program: string
  readonly docs: string
  readonly out: string
  /** In the order of the command line. Default: all. */
  readonly format?: readonly ExportFormat[]
  readonly qualityGate?: number
  readonly seed?: number
  readonly json?: true
  readonly force?: true
  readonly quiet?: true
}

/** The names of the formats, in the order of the report. */
const FORMAT_NAMES = Object.keys(EXPORT_FORMATS) as readonly ExportFormat[]

function toPath(text: string): string {
  if (text.trim() !== '') return text
  throw new InvalidArgumentError('use a path.')
}

/** Parses a list of formats and adds it to the earlier ones. */
function toFormats(text: string, before: readonly ExportFormat[] = []): readonly ExportFormat[] {
  const names = text.split(',').map((name) => name.trim().toLowerCase())
  const known = names.map((name) => {
    const format = FORMAT_NAMES.find((candidate) => candidate === name)
    if (format) return format
    throw new InvalidArgumentError(`there is no format "${name}". The formats are ${FORMAT_NAMES.join(', ')}.`)
  })
  return [...new Set([...before, ...known])]
}

function toScore(text: string): number {
  if (/^\d{1,3}(\.\d+)?$/.test(text) && Number(text) <= 100) return Number(text)
  throw new InvalidArgumentError('use a number from 0 to 100.')
}

function toSeed(text: string): number {
  if (/^\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text)
  throw new InvalidArgumentError(`use a whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`)
}
