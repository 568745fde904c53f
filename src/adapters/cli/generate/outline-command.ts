import { type Command, Option } from 'commander'
import { EXIT, SIGNAL_EXITS } from '../exit.js'
import { DOCS_OPTION, PROGRAM_OPTION, toPath } from './generate-command.js'

/** The command line of `outline`. */
export interface OutlineFlags {
  /** Path of the brief, or `-` for standard input. */
  readonly program: string
  readonly docs: string
  readonly out?: string
  readonly json?: true
  readonly force?: true
}

/** The exit codes of `outline` and their meaning. */
const OUTLINE_EXITS: readonly (readonly [code: number, meaning: string])[] = [
  [EXIT.ok, 'the outline is printed or written'],
  [EXIT.failed, 'the file could not be written, or an unexpected error occurred'],
  [EXIT.usage, 'an option, the brief, the documents or the output file cannot be used'],
  [SIGNAL_EXITS.SIGHUP, 'stopped, because its terminal was closed (SIGHUP)'],
  [SIGNAL_EXITS.SIGINT, 'stopped by Ctrl-C'],
  [SIGNAL_EXITS.SIGTERM, 'stopped by SIGTERM'],
]

/** The options of `outline`, in the order of `--help`. */
const OUTLINE_OPTIONS: readonly Option[] = [
  PROGRAM_OPTION,
  DOCS_OPTION,
  new Option(
    '--out <file>',
    'write the outline to this file and print a summary; default: print the outline',
  ).argParser(toPath),
  new Option('--force', 'replace the file'),
  new Option('--json', 'print one JSON object instead of the outline or the summary'),
]

/** Adds the command `outline`. */
export function addOutlineCommand(program: Command, run: (flags: OutlineFlags) => Promise<void>): void {
  const command = program
    .command('outline')
    .description('propose the units of a curriculum, to edit and give back with generate --outline')
    .showHelpAfterError('(curriculum outline --help shows all options)')
  for (const option of OUTLINE_OPTIONS) command.addOption(option)
  command.addHelpText('after', epilogue()).action((flags: OutlineFlags) => run(flags))
}

function epilogue(): string {
  return [
    '',
    'An outline:',
    '  { "outline": [',
    '    { "title": "First loaves", "documents": ["flour.md", "kneading/"], "hours": 3 },',
    '    { "title": "Sourdough", "documents": ["yeast.md#Wild yeast"] } ] }',
    '  Rename, move, merge and drop units and documents; add hours. Documents in no unit are left out.',
    '',
    'Exit codes:',
    ...OUTLINE_EXITS.map(([code, meaning]) => `  ${String(code).padEnd(9)} ${meaning}`),
    '',
    'Example:',
    '  curriculum outline --program brief.json --docs material --out outline.json',
    '  curriculum generate --program brief.json --docs material --outline outline.json --out curriculum',
  ].join('\n')
}
