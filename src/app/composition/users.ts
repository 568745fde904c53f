import {
  EXIT,
  failureJson,
  type PasswordSource,
  type ProgressOutput,
  readPassword,
  type UserCommand,
  userJson,
  userReport,
} from '../../adapters/cli/index.js'
import type { User } from '../../domain/accounts/index.js'
import { AppError } from '../../domain/platform/index.js'
import type { App } from '../app.js'
import { readConfig } from './config/index.js'

/** The parts of the process that `manageUsers` uses. */
export interface UserContext {
  readonly command: UserCommand
  /** Aborts the wait for a password; its reason is thrown. */
  readonly signal: AbortSignal
  readonly env: NodeJS.ProcessEnv
  readonly stdin: PasswordSource
  readonly stdout: ProgressOutput
  /** For questions and notes. */
  readonly stderr: ProgressOutput
}

/**
 * Adds or lists users, or sets a new password, in the database of the service.
 *
 * @returns the exit code
 * @throws AppError `INVALID_USER`, `USER_EXISTS`, `USER_NOT_FOUND`, `LAST_ADMINISTRATOR`, `INVALID_ARGUMENT`, `CONFIG_INVALID`,
 *   `STORE_UNAVAILABLE` and others of the stores, `ABORTED`
 */
export async function manageUsers(context: UserContext): Promise<number> {
  const { command, env, stdout } = context
  // The timers of the app do not keep the process alive.
  const keepAlive = setInterval(() => undefined, 60_000)
  let app: App | undefined
  try {
    const { assembleApp } = await import('./assemble-app.js')
    // What is degraded concerns the service.
    app = await assembleApp({ ...readConfig(env), log: { level: 'error' } }, {}, { logsDegraded: false })
    await run(app, context)
    return EXIT.ok
  } catch (error) {
    if (command.action === 'list' && command.json) stdout.write(failureJson(error))
    throw error
  } finally {
    await app?.close()
    clearInterval(keepAlive)
  }
}

async function run(app: App, context: UserContext): Promise<void> {
  const { command, stdout } = context
  switch (command.action) {
    case 'add':
      return add(app, command, context)
    case 'list': {
      const users = await allUsers(app)
      if (command.json) stdout.write(userJson(users))
      else stdout.write(users.length > 0 ? userReport(users) : `There are no users in ${placeOf(app)}\n`)
      return
    }
    case 'reset-password':
      return resetPassword(app, command, context)
  }
}

type CommandOf<Action> = Extract<UserCommand, { readonly action: Action }>

async function add({ accounts, ...app }: App, command: CommandOf<'add'>, context: UserContext): Promise<void> {
  const { email, role, name } = command
  const password = await ask(email, command, context)
  const user = await accounts.addUser({ email, role, password, ...(name === undefined ? {} : { name }) })
  context.stdout.write(`Added ${user.email} (${user.role}) to ${placeOf(app)}\n`)
}

async function resetPassword(app: App, command: CommandOf<'reset-password'>, context: UserContext): Promise<void> {
  const { accounts, adapters } = app
  const user = await accounts.findUser(command.email)
  if (!user) {
    throw new AppError('USER_NOT_FOUND', `there is no user ${JSON.stringify(command.email)} in ${placeOf(app)}`, {
      hint: 'curriculum user list shows all users',
    })
  }
  const password = await ask(user.email, command, context)
  // Its sessions may be in Redis.
  await app.ready
  await accounts.setPassword(user.id, password)
  context.stdout.write(`Set a new password for ${user.email}\n`)
  if (adapters.sessions?.adapter === 'memory')
    context.stderr.write('Without Redis, sessions are in the service: restart it to end those of this user\n')
}

function ask(
  email: string,
  { passwordStdin }: { readonly passwordStdin?: true },
  { stdin, stderr, signal }: UserContext,
): Promise<string> {
  return readPassword({ stdin, stderr, signal, fromStdin: passwordStdin ?? false, question: `Password of ${email}` })
}

async function allUsers({ accounts }: App): Promise<readonly User[]> {
  const all: User[] = []
  let page = await accounts.listUsers({ limit: 200 })
  for (;;) {
    all.push(...page.users)
    if (page.next === undefined) return all
    page = await accounts.listUsers({ limit: 200, after: page.next })
  }
}

function placeOf({ adapters }: Pick<App, 'adapters'>): string {
  return adapters.database?.place ?? 'the database'
}
