import { docsUrl } from '../../../domain/platform/index.js'
import type { CheckResult, DoctorCheck } from '../../../ports/index.js'
import { type DoctorConnection, KEY_TTL_MS, ReplyError } from './doctor-connection.js'
import { type RedisUnderTest, redisCheck } from './redis-check.js'

/** Commands that a transaction must not contain. */
const NOT_QUEUED: ReadonlySet<string> = new Set(['MULTI', 'EXEC', 'SUBSCRIBE', 'UNSUBSCRIBE'])

/** Whether the user may run all commands of the adapters: by `ACL DRYRUN` if allowed, else by a transaction that is never executed. */
export function checkAcl(target: RedisUnderTest): DoctorCheck {
  return redisCheck(target, {
    id: 'acl',
    manualAdvice: `compare the permissions of the user with the list in ${docsUrl('guides/doctor.md#permissions-of-the-user')}`,
    run: async ({ connection, user, keyPrefix }) => {
      const key = connection.key('acl')
      const commands = COMMANDS_USED.map((command) => command.map((part) => (part === 'KEY' ? key : part)))
      const { forbidden, how } = (await dryRun(connection, commands)) ?? (await tryInTransaction(connection, commands))
      if (forbidden.length > 0)
        return missingPermissions(`${user} ~${keyPrefix}* &${keyPrefix}*`, forbidden, { user, how })
      return { status: 'ok', value: `all ${commands.length} required commands are allowed (${how})` }
    },
  })
}

interface ForbiddenCommands {
  readonly forbidden: readonly string[]
  readonly how: string
}

/** `undefined` if ACL is forbidden or the server is too old. */
async function dryRun(
  connection: DoctorConnection,
  commands: readonly (readonly string[])[],
): Promise<ForbiddenCommands | undefined> {
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

/** Redis checks permissions when a command is queued. It discards the transaction of a closed connection. */
async function tryInTransaction(
  main: DoctorConnection,
  commands: readonly (readonly string[])[],
): Promise<ForbiddenCommands> {
  const how = 'tested in a MULTI without EXEC'
  const connection = await main.openAnother()
  const forbidden: string[] = []
  const allowed = async (command: readonly string[]): Promise<boolean> => {
    try {
      await connection.send(...command)
    } catch (error) {
      if (!(error instanceof ReplyError)) throw error
      // Other checks report errors such as OOM or READONLY.
      if (error.forbidden) forbidden.push(nameOf(command))
    }
    return forbidden.length === 0
  }
  try {
    // Outside a transaction the commands would be executed.
    if (!(await allowed(['MULTI']))) return { forbidden, how }
    for (const command of commands) {
      if (!NOT_QUEUED.has(command[0] ?? '')) await allowed(command)
    }
    return { forbidden, how }
  } finally {
    await connection.close()
  }
}

/** @param scope the user with the keys and channels of the app, as ACL SETUSER takes them */
function missingPermissions(
  scope: string,
  forbidden: readonly string[],
  { user, how }: { readonly user: string; readonly how: string },
): CheckResult {
  const shown = forbidden.slice(0, 8).join(', ')
  const more = forbidden.length > 8 ? ` and ${forbidden.length - 8} more` : ''
  const permissions = forbidden.map((name) => `+${name.toLowerCase().replace(' ', '|')}`).join(' ')
  const advice = `grant them on the server: ACL SETUSER ${scope} ${forbidden.length > 8 ? '+@all -@admin -@dangerous +info +client|unblock' : permissions}`
  return {
    status: 'fail',
    failure: 'auth',
    value: `${user} may not run ${shown}${more}, or not on the keys and channels of this app (${how})`,
    advice,
    facts: { forbidden },
  }
}

function nameOf([name = '', subcommand = '']: readonly string[]): string {
  return name === 'SCRIPT' || name === 'CLIENT' ? `${name} ${subcommand}` : name
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
        if (error instanceof ReplyError) return writeFailure(error, `${user} ~${keyPrefix}*`)
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
  LOADING: 'the server is still loading its data: wait and run the doctor again',
}

function writeFailure({ reply, message }: ReplyError, scope: string): CheckResult {
  if (reply === 'NOPERM') {
    const advice = `grant it on the server: ACL SETUSER ${scope} +set +get +del`
    return { status: 'fail', failure: 'auth', value: message, advice }
  }
  return { status: 'fail', value: message, advice: WRITE_ADVICE[reply] ?? 'check the log of the server' }
}

/**
 * The commands of the adapters and of Bull, with valid arguments. `KEY` stands for a key under the prefix of the doctor.
 * They are never executed. An adapter that sends a new command adds it here.
 */
export const COMMANDS_USED: readonly (readonly string[])[] = [
  'PING',
  'INFO',
  'TIME',
  'DBSIZE',
  'GET KEY',
  'GETRANGE KEY 0 1',
  'MGET KEY',
  'SET KEY 1 PX 1000',
  'DEL KEY',
  'UNLINK KEY',
  'EXISTS KEY',
  'TYPE KEY',
  'RENAME KEY KEY',
  'EXPIRE KEY 1',
  'PEXPIRE KEY 1000',
  'RENAMENX KEY KEY',
  'PEXPIREAT KEY 4000000000000',
  'PTTL KEY',
  'INCR KEY',
  'INCRBY KEY 1',
  'HSET KEY field 1',
  'HSETNX KEY field 1',
  'HGET KEY field',
  'HMGET KEY field',
  'HGETALL KEY',
  'HDEL KEY field',
  'HINCRBY KEY field 1',
  'SADD KEY 1',
  'SREM KEY 1',
  'SMEMBERS KEY',
  'ZADD KEY 1 1',
  'ZREM KEY 1',
  'ZRANGE KEY 0 1',
  'ZRANGEBYSCORE KEY 0 1',
  'ZCARD KEY',
  'ZSCORE KEY 1',
  'ZPOPMIN KEY',
  'ZREVRANGEBYSCORE KEY 1 0',
  'ZCOUNT KEY 0 1',
  'ZREMRANGEBYSCORE KEY 0 1',
  'LPUSH KEY 1',
  'RPUSH KEY 1',
  'LRANGE KEY 0 1',
  'LREM KEY 0 1',
  'LLEN KEY',
  'LTRIM KEY 0 1',
  'LINDEX KEY 0',
  'LINSERT KEY BEFORE 1 1',
  'RPOPLPUSH KEY KEY',
  'BRPOPLPUSH KEY KEY 1',
  'SCAN 0',
  'EVAL return 0',
  'EVALSHA 0000000000000000000000000000000000000000 0',
  'SCRIPT LOAD return',
  'MULTI',
  'EXEC',
  'PUBLISH KEY 1',
  'SUBSCRIBE KEY',
  'UNSUBSCRIBE KEY',
  'CLIENT SETNAME doctor',
  'CLIENT ID',
  'CLIENT UNBLOCK 1',
  'CLIENT TRACKING OFF',
  'SELECT 0',
].map((line) => line.split(' '))
