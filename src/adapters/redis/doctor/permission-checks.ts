import { docsUrl } from '../../../domain/platform/index.js'
import type { CheckResult, DoctorCheck } from '../../../ports/index.js'
import { COMMANDS_USED, nameOf } from './commands-used.js'
import { type DoctorConnection, KEY_TTL_MS, ReplyError } from './doctor-connection.js'
import { deniedPart, grantCommand, lacksPermissions, missingText } from './missing-permissions.js'
import { type RedisUnderTest, redisCheck } from './redis-check.js'

/** Whether the user may run all commands of the adapters: by `ACL DRYRUN` if allowed, else by a transaction that is never executed. */
export function checkAcl(target: RedisUnderTest): DoctorCheck {
  return redisCheck(target, {
    id: 'acl',
    manualAdvice: `compare the permissions of the user with the list in ${docsUrl('guides/doctor.md#permissions-of-the-user')}`,
    run: async ({ connection, user, keyPrefix }) => {
      const key = connection.key('acl')
      const commands = COMMANDS_USED.map((command) => command.map((part) => (part === 'KEY' ? key : part)))
      const { how, missing, unknown, reached, untested } =
        (await dryRun(connection, commands, key)) ?? (await tryInTransaction(connection, commands, key))
      if (unknown.length > 0) {
        const advice = 'use a server that has these commands: here they are renamed, removed or disabled'
        return {
          status: 'fail',
          value: `the server does not run ${unknown.join(', ')} (${how})`,
          advice,
          facts: { unknown },
        }
      }
      if (!missing.keys && !missing.channels && missing.commands.length === 0)
        return { status: 'ok', value: `all ${commands.length} required commands are allowed (${how})` }
      const value = `${user} may not ${missingText(missing, keyPrefix)} (${how})`
      const facts = { forbidden: missing.commands, keys: missing.keys, channels: missing.channels }
      // Granting what a user already has changes nothing.
      const grant = grantCommand(user, keyPrefix, { ...missing, commands: [...missing.commands, ...untested] })
      const later = ['keys', 'channels'].filter((part) => !reached.has(part))
      const rest = later.length === 0 ? '' : `; the next run can test the ${later.join(' and ')}`
      const also = untested.length === 0 ? '' : `; these cannot be tested without them: ${untested.join(', ')}`
      return lacksPermissions(`${value}${also}`, `${grant}${rest}`, facts)
    },
  })
}

/** Commands that are tested on their own: a transaction must not contain them, or ends with them. */
const NOT_QUEUED: ReadonlySet<string> = new Set(['MULTI', 'EXEC', 'SUBSCRIBE', 'UNSUBSCRIBE'])

/** Commands that change something if they are executed, or wait. All others find nothing under a key of the doctor. */
const EFFECTIVE: ReadonlySet<string> = new Set(
  'SET,INCR,INCRBY,HSET,HSETNX,HINCRBY,SADD,ZADD,LPUSH,RPUSH,BRPOPLPUSH,SELECT,CLIENT UNBLOCK'.split(','),
)

const CHANNEL_COMMANDS: ReadonlySet<string> = new Set(['PUBLISH', 'SUBSCRIBE', 'UNSUBSCRIBE'])

/** What Redis denied. */
class Denials {
  /** How it was found. */
  readonly how: string
  readonly missing = { commands: [] as string[], keys: false, channels: false }
  /** Commands that no user can run. */
  readonly unknown: string[] = []
  /** The parts that Redis has checked: keys and channels only of an allowed command. */
  readonly reached = new Set<string>()
  readonly untested: string[] = []

  readonly #key: string

  /** @param key the key and the channel in the commands */
  constructor(how: string, key: string) {
    this.how = how
    this.#key = key
  }

  /** @param reply `undefined` if it was allowed */
  add(command: readonly string[], reply: string | undefined): void {
    const part = reply === undefined ? undefined : deniedPart(reply)
    if (reply?.startsWith('ERR')) this.unknown.push(nameOf(command))
    else if (part === 'commands') this.missing.commands.push(nameOf(command))
    else if (CHANNEL_COMMANDS.has(command[0] ?? '')) this.reached.add('channels')
    else if (command.includes(this.#key)) this.reached.add('keys')
    if (part === 'keys' || part === 'channels') this.missing[part] = true
  }
}

/** `undefined` if ACL is forbidden or the server is too old. */
async function dryRun(
  connection: DoctorConnection,
  commands: readonly (readonly string[])[],
  key: string,
): Promise<Denials | undefined> {
  try {
    const user = String(await connection.send('ACL', 'WHOAMI'))
    const denials = new Denials('ACL DRYRUN', key)
    for (const command of commands) {
      const reply = String(await connection.send('ACL', 'DRYRUN', user, ...command))
      denials.add(command, reply === 'OK' ? undefined : reply)
    }
    return denials
  } catch (error) {
    if (error instanceof ReplyError) return undefined
    throw error
  }
}

/**
 * Redis checks permissions when a command is queued, and discards the transaction of a closed connection. Without
 * transactions, only commands without an effect are tested.
 */
async function tryInTransaction(
  main: DoctorConnection,
  commands: readonly (readonly string[])[],
  key: string,
): Promise<Denials> {
  const denials = new Denials('tested in a MULTI without EXEC', key)
  const isAllowed = async (command: readonly string[], sent: Promise<unknown>): Promise<boolean> => {
    const denied = await sent.then(
      () => undefined,
      (error: unknown) => {
        if (!(error instanceof ReplyError)) throw error
        // Other checks report errors such as OOM or READONLY.
        return error.forbidden ? error.text : undefined
      },
    )
    denials.add(command, denied)
    return denied === undefined
  }
  const connection = await main.openAnother()
  const send = (...command: readonly string[]) => isAllowed(command, connection.send(...command))
  try {
    const hasTransactions = await send('MULTI')
    // Of an empty transaction.
    await send('EXEC')
    if (hasTransactions) {
      await connection.send('MULTI').catch((error: unknown) => {
        // The first one is still open if EXEC is denied.
        if (!(error instanceof ReplyError)) throw error
      })
    }
    const testable = commands.filter((command) => !NOT_QUEUED.has(command[0] ?? ''))
    const isTested = (command: readonly string[]) => hasTransactions || !EFFECTIVE.has(nameOf(command))
    for (const command of testable) {
      if (isTested(command)) await send(...command)
      else denials.untested.push(nameOf(command))
    }
  } finally {
    await connection.close()
  }
  const subscriber = await main.openAnother()
  try {
    if (await isAllowed(['SUBSCRIBE'], subscriber.subscribe(key)))
      await isAllowed(['UNSUBSCRIBE'], subscriber.unsubscribe(key))
    else denials.untested.push('UNSUBSCRIBE')
  } finally {
    await subscriber.close()
  }
  return denials
}

/** Writes and reads a value, to prove what earlier checks have concluded from INFO. */
export function checkWrite(target: RedisUnderTest): DoctorCheck {
  return redisCheck(target, {
    id: 'write',
    needs: ['role'],
    manualAdvice: 'grant the user SET, GET and DEL on the keys of this app',
    run: async ({ connection, user, keyPrefix }) => {
      const key = connection.key('write')
      try {
        await connection.send('SET', key, 'probe', 'PX', String(KEY_TTL_MS))
        const found = await connection.send('GET', key)
        await connection.send('DEL', key)
        if (found === 'probe') return { status: 'ok', value: 'set, read and deleted a key' }
      } catch (error) {
        if (error instanceof ReplyError) return writeFailure(error, user, keyPrefix)
        throw error
      }
      const advice = 'the key was evicted at once or is on another server: check the memory and proxies in the network'
      return { status: 'fail', value: 'a key that was set was not found', advice }
    },
  })
}

const WRITE_ADVICE: { readonly [reply: string]: string } = {
  OOM: 'the memory is full: raise maxmemory or the plan, or delete data',
  READONLY: 'this is a replica: put the address of the primary into the URL',
  MISCONF: 'the server cannot save to disk: free disk space there and run BGSAVE',
  NOREPLICAS: 'too few replicas are connected (min-replicas-to-write): restore the replicas',
  MOVED: 'this is a cluster: use an instance without cluster mode',
  LOADING: 'the server is still loading its data: wait until it is loaded',
}

function writeFailure({ reply, message, text }: ReplyError, user: string, keyPrefix: string): CheckResult {
  if (reply === 'NOPERM') {
    const keys = deniedPart(text) === 'keys'
    const missing = { commands: keys ? [] : ['SET', 'GET', 'DEL'], keys, channels: false }
    return lacksPermissions(message, grantCommand(user, keyPrefix, missing))
  }
  return { status: 'fail', value: message, advice: WRITE_ADVICE[reply] ?? 'check the log of the server' }
}
