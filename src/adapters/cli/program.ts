import { Command } from 'commander'

/** What the commands do; the composition supplies it. */
export interface Commands {
  /** Runs until a signal ends it. */
  serve(options: { readonly port?: string }): Promise<void>
}

/** The command line of the bin `curriculum`. */
export function buildProgram(version: string, commands: Commands): Command {
  const program = new Command('curriculum')
    .description('Turns a program brief and a folder of teaching material into a checkable curriculum.')
    .version(version)
    .showHelpAfterError()
    .exitOverride()
  program
    .command('serve')
    .description('serve the HTTP API; settings come from the environment and .env')
    .option('-p, --port <port>', 'listen here instead of on PORT; 0 takes any free port')
    .action((options: { port?: string }) => commands.serve(options))
  return program
}
