import type { CheckResult, DoctorCheck } from '../../../ports/index.js'
import { checked, type Patient } from './checked.js'
import { COMMANDS_USED } from './commands-used.js'
import type { DoctorConnection } from './doctor-connection.js'
import { ReplyError } from './doctor-errors.js'

/** No transaction may hold these. */
const NOT_QUEUED: ReadonlySet<string> = new Set(['MULTI', 'EXEC', 'SUBSCRIBE', 'PSUBSCRIBE', 'UNSUBSCRIBE'])

/** Whether the user may run what we run: by `ACL DRYRUN` where that is allowed, else by a transaction never executed. */
export function checkAcl(patient: Patient): DoctorCheck {
  return checked(patient, {
    id: 'acl',
    byHand: 'compare the rights of the user with the list in docs/guides/doctor.md',
    run: async ({ connection, user }) => {
      const key = connection.key('acl')
      const commands = COMMANDS_USED.map((command) => command.map((part) => (part === 'KEY' ? key : part)))
      const { forbidden, how } = (await dryRun(connection, commands)) ?? (await rehearse(connection, commands))
      if (forbidden.length > 0) return tooFewRights(user, forbidden, how)
      return { status: 'ok', value: `all ${commands.length} commands that are used are allowed (${how})` }
    },
  })
}

interface Findings {
  readonly forbidden: readonly string[]
  readonly how: string
}

/** `undefined`: the user may not ask, or the server is too old to know. */
async function dryRun(
  connection: DoctorConnection,
  commands: readonly (readonly string[])[],
): Promise<Findings | undefined> {
  try {
    const user = String(await connection.send('ACL', 'WHOAMI'))
    const forbidden: string[] = []
    for (const command of commands) {
      const reply = String(await connection.send('ACL', 'DRYRUN', user, ...command))
      if (reply !== 'OK') forbidden.push(nameOf(command))
    }
    return { forbidden, how: 'ACL DRYRUN' }
  } catch (error) {
    if (error instanceof ReplyError) return undefined
    throw error
  }
}

/** Redis checks rights when a command is queued, and a transaction whose connection ends is never executed. */
async function rehearse(asked: DoctorConnection, commands: readonly (readonly string[])[]): Promise<Findings> {
  const how = 'rehearsed in a MULTI without EXEC'
  const connection = await asked.another()
  const forbidden: string[] = []
  const allowed = async (command: readonly string[]): Promise<boolean> => {
    try {
      await connection.send(...command)
    } catch (error) {
      if (!(error instanceof ReplyError)) throw error
      // Another refusal, such as OOM or READONLY, is for the checks that look at its cause.
      if (error.forbidden) forbidden.push(nameOf(command))
    }
    return forbidden.length === 0
  }
  try {
    // Outside a transaction the rest would be executed.
    if (!(await allowed(['MULTI']))) return { forbidden, how }
    for (const command of commands) {
      if (!NOT_QUEUED.has(command[0] ?? '')) await allowed(command)
    }
    return { forbidden, how }
  } finally {
    await connection.close()
  }
}

function tooFewRights(user: string, forbidden: readonly string[], how: string): CheckResult {
  const shown = forbidden.slice(0, 8).join(', ')
  const more = forbidden.length > 8 ? ` and ${forbidden.length - 8} more` : ''
  const rights = forbidden.map((name) => `+${name.toLowerCase().replace(' ', '|')}`).join(' ')
  const advice = `grant them on the server: ACL SETUSER ${user} ${forbidden.length > 8 ? '+@all -@admin -@dangerous +info +client|unblock' : rights} ~* &*`
  return {
    status: 'fail',
    failure: 'auth',
    value: `${user} may not run ${shown}${more}, or not on all keys (${how})`,
    advice,
    facts: { forbidden },
  }
}

function nameOf([name = '', subcommand = '']: readonly string[]): string {
  return name === 'SCRIPT' || name === 'CLIENT' ? `${name} ${subcommand}` : name
}
