import { Command, InvalidArgumentError } from 'commander'
import { addGenerateCommand } from './generate/generate-command.js'
import type { GenerateFlags } from './generate/generate-flags.js'

/** What the commands do; the composition supplies it. */
export interface Commands {
  /** Runs until a signal ends it. */
  serve(options: { readonly port?: string }): Promise<void>
  /** Runs jobs until a signal ends it. */
  worker(options: { readonly concurrency?: number }): Promise<void>
  /** Tells what is wrong with Redis, and ends. */
  doctor(options: DoctorFlags): Promise<void>
  /** Makes a curriculum, and ends. */
  generate(options: GenerateFlags): Promise<void>
}

export interface DoctorFlags {
  readonly json?: true
  readonly quick?: true
  readonly strict?: true
}

/** The command line of the bin `curriculum`. */
export function buildProgram(version: string, commands: Commands): Command {
  const program = new Command('curriculum')
    .description('Turns a program brief and a folder of teaching material into a checkable curriculum.')
    .version(version)
    .showHelpAfterError()
    .exitOverride()
  addGenerateCommand(program, commands.generate)
  program
    .command('serve')
    .description('serve the HTTP API; settings come from the environment and .env')
    .option('-p, --port <port>', 'listen here instead of on PORT; 0 takes any free port')
    .action((options: { port?: string }) => commands.serve(options))
  program
    .command('worker')
    .description('run jobs and nothing else; needs Redis, from which other processes hand them over')
    .option('-c, --concurrency <jobs>', 'jobs of each type that run at once, 1 to 1000', toCount)
    .action((options: { concurrency?: number }) => commands.worker(options))
  program
    .command('doctor')
    .description(
      'test Redis and say what to do; exits 0 good, 1 check failed, 2 unreachable, 3 not let in, 4 configuration',
    )
    .option('--json', 'print the report as JSON')
    .option('--quick', 'fewer samples, and without what takes long')
    .option('--strict', 'let a warning count as a failure')
    .action((options: DoctorFlags) => commands.doctor(options))
  return program
}

function toCount(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('give a whole number from 1 to 1000')
}
