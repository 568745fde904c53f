import { Command, InvalidArgumentError } from 'commander'
import { addGenerateCommand, type GenerateFlags } from './generate/generate-command.js'
import { addOutlineCommand, type OutlineFlags } from './generate/outline-command.js'
import { addUserCommands, type UserCommand } from './users/user-command.js'

/** The implementations of the commands; the composition supplies them. */
export interface Commands {
  /** Runs the service until a signal ends it. */
  serve(options: { readonly port?: string; readonly host?: string }): Promise<void>
  /** Runs jobs until a signal ends it. */
  worker(options: { readonly concurrency?: number; readonly port?: string }): Promise<void>
  /** Adds and lists users, and sets new passwords. */
  user(command: UserCommand): Promise<void>
  /** Checks Redis. */
  doctor(options: DoctorFlags): Promise<void>
  /** Generates a curriculum. */
  generate(options: GenerateFlags): Promise<void>
  /** Proposes the units of a curriculum. */
  outline(options: OutlineFlags): Promise<void>
  /** Writes a template of a brief to `path`. */
  init(path: string): Promise<void>
}

export interface DoctorFlags {
  readonly json?: true
  readonly quick?: true
  readonly strict?: true
}

/** The command line of the program `curriculum`. */
export function buildProgram(version: string, commands: Commands): Command {
  const program = new Command('curriculum')
    .description('Turns a program brief and a folder of teaching material into a checkable curriculum.')
    .version(version)
    .showHelpAfterError()
    .exitOverride()
  addGenerateCommand(program, commands.generate)
  addOutlineCommand(program, commands.outline)
  program
    .command('init')
    .description('write a brief with example values, to edit; never replaces a file')
    .argument('[file]', 'the file to write', 'brief.json')
    .action((file: string) => commands.init(file))
  program
    .command('serve')
    .description('serve the HTTP API; settings come from the environment and .env')
    .option('-p, --port <port>', 'port to listen on, instead of PORT; 0 takes any free port')
    .option('--host <address>', 'address to listen on, instead of HOST')
    .action((options: { port?: string; host?: string }) => commands.serve(options))
  program
    .command('worker')
    .description('run only jobs that other processes add; needs Redis')
    .option('-c, --concurrency <jobs>', 'jobs of each type that run at the same time, 1 to 1000', toCount)
    .option('-p, --port <port>', 'port that serves the health routes, instead of WORKER_PORT')
    .action((options: { concurrency?: number; port?: string }) => commands.worker(options))
  addUserCommands(program, commands.user)
  program
    .command('doctor')
    .description(
      'check Redis and say how to fix it; exit codes: 0 good, 1 check failed, 2 unreachable, 3 access denied, 4 configuration',
    )
    .option('--json', 'print the report as JSON')
    .option('--quick', 'take fewer samples and skip slow checks')
    .option('--strict', 'count a warning as a failure')
    .action((options: DoctorFlags) => commands.doctor(options))
  return program
}

function toCount(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('use a whole number from 1 to 1000')
}
