import { AppError, messageOf } from '../../../domain/platform/index.js'

/** What an error reply of Redis means for the operation and for the connection. */
export interface ReplyVerdict {
  /** What the caller gets: an `AppError`, or the reply as it came where only the caller can know what it means. */
  readonly error: unknown
  /** Whether the store as a whole does not work now. */
  readonly failure: boolean
  /** Whether another connection may reach a server that works. */
  readonly recycle: boolean
}

interface Rule {
  readonly code: 'STORE_UNAVAILABLE' | 'STORE_FULL'
  readonly what: string
  readonly hint: string
  readonly failure?: boolean
  readonly recycle?: boolean
}

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['LOADING', unavailable('Redis is loading its data', 'wait until it has; INFO persistence tells how far it is')],
  ['MASTERDOWN', unavailable('the replica has lost its primary', 'bring the primary back or fail over')],
  ['BUSY', unavailable('a script occupies Redis', 'look at SLOWLOG; SCRIPT KILL ends it')],
  ['CLUSTERDOWN', unavailable('the cluster is down', 'CLUSTER INFO tells which slots are not served')],
  [
    'READONLY',
    {
      code: 'STORE_UNAVAILABLE',
      what: 'this Redis is a replica and takes no writes',
      hint: 'point REDIS_URL at the primary; after a failover this mends itself with the next connection',
      recycle: true,
    },
  ],
  ['MISCONF', refused('Redis takes no writes as it cannot save to disk', 'free disk space on the server')],
  ['NOREPLICAS', refused('Redis takes no writes without its replicas', 'bring the replicas back')],
  ['NOAUTH', refused('Redis wants a password', 'put it into REDIS_URL: redis://:password@host')],
  ['NOPERM', refused('the Redis user lacks a right', 'npm run test:redis lists the commands and keys it needs')],
  [
    'OOM',
    {
      code: 'STORE_FULL',
      what: 'Redis has used up its memory',
      hint: 'raise maxmemory, or let a cache of its own evict (REDIS_CACHE_URL with allkeys-lru)',
    },
  ],
])

/** The meaning of an error reply. @param name the connection's, for the message */
export function classifyReply(reply: Error, name: string): ReplyVerdict {
  const inner = firstReply(reply)
  const word = /^[A-Z]+/.exec(inner.message)?.[0] ?? ''
  const rule = RULES.get(word)
  if (!rule) return { error: reply, failure: false, recycle: false }
  const error = new AppError(rule.code, `redis ${name}: ${rule.what} (${word})`, {
    hint: rule.hint,
    details: { connection: name, reply: word },
    retryAfterMs: 1000,
    cause: reply,
  })
  return { error, failure: rule.failure ?? false, recycle: rule.recycle ?? false }
}

/** The operation got no answer: nobody knows what became of a write, and a read has done nothing. */
export function noAnswer(name: string, write: boolean, what: string, cause?: unknown): AppError {
  const because = cause === undefined ? '' : `: ${messageOf(cause)}`
  const options = { details: { connection: name }, retryAfterMs: 1000, ...(cause === undefined ? {} : { cause }) }
  return write
    ? new AppError('OUTCOME_UNKNOWN', `redis ${name}: ${what} after a write was sent${because}`, {
        ...options,
        hint: 'repeat it if repeating is harmless, else read what is there first',
      })
    : new AppError('STORE_UNAVAILABLE', `redis ${name}: ${what}${because}`, { ...options, hint: UNAVAILABLE_HINT })
}

export function closed(connection: string): AppError {
  return new AppError('APP_CLOSED', `redis ${connection}: the connection is closed`)
}

/** The operation was not begun. @param reason for programs, `what` for people */
export function refusal(connection: string, reason: string, what: string, retryAfterMs = 1000): AppError {
  const options = { hint: UNAVAILABLE_HINT, details: { connection, reason }, retryAfterMs }
  return new AppError('STORE_UNAVAILABLE', `redis ${connection}: ${what}`, options)
}

const UNAVAILABLE_HINT = 'try again later; npm run test:redis tells what is wrong with Redis'

function unavailable(what: string, hint: string): Rule {
  return { code: 'STORE_UNAVAILABLE', what, hint, failure: true }
}

function refused(what: string, hint: string): Rule {
  return { code: 'STORE_UNAVAILABLE', what, hint }
}

/** A transaction is rejected with an error that holds the replies; the first of them that is an error is the reason. */
function firstReply(reply: Error): Error {
  if (!('replies' in reply) || !Array.isArray(reply.replies)) return reply
  return reply.replies.find((part): part is Error => part instanceof Error) ?? reply
}
