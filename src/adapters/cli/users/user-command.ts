import { type Command, Option } from 'commander'
import { USER_ROLES, type UserRole } from '../../../domain/accounts/index.js'
import { EXIT, SIGNAL_EXITS } from '../exit.js'

/** The command line of `user add`, `user list` and `user reset-password`. */
export type UserCommand =
  | ({
      readonly action: 'add'
      readonly email: string
      readonly role: UserRole
      readonly name?: string
    } & PasswordFlags)
  | { readonly action: 'list'; readonly json?: true }
  | ({ readonly action: 'reset-password'; readonly email: string } & PasswordFlags)

interface PasswordFlags {
  /** Reads the password from standard input instead of asking for it. */
  readonly passwordStdin?: true
}

const USER_EXITS: readonly (readonly [code: number, meaning: string])[] = [
  [EXIT.ok, 'done'],
  [EXIT.failed, 'the user exists already or does not exist, or the database or Redis does not answer'],
  [EXIT.usage, 'an argument or the password cannot be used'],
  [EXIT.configuration, 'the configuration cannot be used'],
  [SIGNAL_EXITS.SIGINT, 'stopped by Ctrl-C'],
  [SIGNAL_EXITS.SIGTERM, 'stopped by SIGTERM'],
]

const PASSWORD_STDIN = new Option('--password-stdin', 'read the password from standard input instead of asking for it')

/** Adds the command `user` with its subcommands. */
export function addUserCommands(program: Command, run: (command: UserCommand) => Promise<void>): void {
  const user = program
    .command('user')
    .description('add and list users, and set new passwords, in the database of the service')
    .showHelpAfterError('(curriculum user --help shows all commands)')
    .addHelpText('after', epilogue())
  user
    .command('add')
    .description('add a user; the first one must be an administrator')
    .argument('<email>', 'the e-mail address')
    .addOption(new Option('--role <role>', 'what the user may do').choices(USER_ROLES).makeOptionMandatory())
    .option('--name <name>', 'the name for people; default: the part of the address before the @')
    .addOption(PASSWORD_STDIN)
    .action((email: string, flags: { role: UserRole; name?: string; passwordStdin?: true }) =>
      run({ action: 'add', email, ...flags }),
    )
  user
    .command('list')
    .description('list the users, the newest first')
    .option('--json', 'print one JSON object')
    .action((flags: { json?: true }) => run({ action: 'list', ...flags }))
  user
    .command('reset-password')
    .description('set a new password and end the sessions of the user')
    .argument('<email>', 'the e-mail address')
    .addOption(PASSWORD_STDIN)
    .action((email: string, flags: { passwordStdin?: true }) => run({ action: 'reset-password', email, ...flags }))
}

function epilogue(): string {
  return [
    '',
    'The database is the one of DATABASE_URL or DATA_DIR, from the environment or .env.',
    'A password is never an argument: others could read it in the list of processes.',
    '',
    'Exit codes:',
    ...USER_EXITS.map(([code, meaning]) => `  ${String(code).padEnd(9)} ${meaning}`),
    '',
    'Example:',
    '  curriculum user add ada@example.org --role author',
    '  curriculum user reset-password ada@example.org --password-stdin < password.txt',
  ].join('\n')
}
