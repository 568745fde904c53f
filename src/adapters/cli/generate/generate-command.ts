import { type Command, Option } from 'commander'
import { EXPORT_FORMATS } from '../../../domain/curriculum/index.js'
import { EXIT, SIGNAL_EXITS } from '../failure-lines.js'
import { FORMAT_NAMES, type GenerateFlags, toFormats, toPath, toScore, toSeed } from './generate-flags.js'

/** What each exit code says to a script. */
export const GENERATE_EXITS: readonly (readonly [code: number, meaning: string])[] = [
  [EXIT.ok, 'made and written; with --quality-gate: good enough'],
  [EXIT.failed, 'it failed: the result or its report could not be written, or something unexpected went wrong'],
  [EXIT.usage, 'an option, the brief, the documents or the output folder cannot be used'],
  [EXIT.belowGate, 'made and written, but not good enough for --quality-gate'],
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
  new Option('--out <folder>', 'where the result is written; made if it is not there')
    .argParser(toPath)
    .makeOptionMandatory(),
  new Option('--format <list>', 'only these formats, separated by commas; may be repeated; default: all').argParser(
    toFormats,
  ),
  new Option(
    '--quality-gate <score>',
    `end with ${EXIT.belowGate} if the quality is below this score (0 to 100) or a hard rule is broken`,
  ).argParser(toScore),
  new Option('--seed <number>', 'settles choices that are free: another seed, another selection; default: 1').argParser(
    toSeed,
  ),
  new Option('--force', 'replace files of the same names in the output folder'),
  new Option('--json', 'print one JSON object in the end instead of a report'),
  new Option('--quiet', 'print only what goes wrong'),
]

/** The command `generate`. */
export function addGenerateCommand(program: Command, run: (flags: GenerateFlags) => Promise<void>): void {
  const command = program
    .command('generate')
    .description('make a curriculum from a program brief and a folder of documents; needs no server and no network')
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
    '  Nothing is written unless the code is 0 or 5, or 1 because the report could not be printed.',
    '',
    'A brief:',
    '  { "title": "Baking Bread", "audience": "Adults who never baked", "level": "introductory",',
    '    "totalHours": 12, "language": "en", "aims": ["Bake a loaf", "Keep a sourdough alive"] }',
    '  docs/generate.md says what each field may hold.',
    '',
    'Example:',
    '  curriculum generate --program docs/samples/home-network/brief.json \\',
    '    --docs docs/samples/home-network/documents --out curriculum',
  ].join('\n')
}
