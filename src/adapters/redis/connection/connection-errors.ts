import { AppError, formatMs, isAppError, messageOf } from '../../../domain/platform/index.js'
import type { RedisSettings } from '../settings/index.js'

/** The meaning of an error reply for the operation and for the connection. */
export interface ReplyVerdict {
  /** An `AppError`, or the reply itself if only the caller can know its meaning. */
  readonly error: unknown
  /** Whether the store as a whole does not work now. */
  readonly failure: boolean
  /** Whether another connection may reach a working server. */
  readonly recycle: boolean
}

/** The verdict on an error reply. @param name of the connection, for the message */
export function classifyReply(reply: Error, name: string): ReplyVerdict {
  const code = codeOf(firstReply(reply).message)
  const rule = RULES.get(code)
  if (!rule) return { error: reply, failure: false, recycle: false }
  const error = new AppError(rule.code, `redis ${name}: ${rule.what} (${code})`, {
    hint: rule.hint,
    details: { connection: name, reply: code },
    retryAfterMs: 1000,
    cause: withoutCommand(reply),
  })
  return { error, failure: rule.failure ?? false, recycle: rule.recycle ?? false }
}

/** The code of an error reply. A script that lacks a permission has `ERR`. */
function codeOf(message: string): string {
  return SCRIPT_NOPERM.test(message) ? 'NOPERM' : (/^[A-Z]+/.exec(message)?.[0] ?? '')
}

const SCRIPT_NOPERM = /^ERR.*(ACL failure in script|user executing the script can't)/i

/** ioredis adds the command to its errors: a printed cause would show a whole script, and what a job is given. */
function withoutCommand(reply: Error): Error {
  if ('command' in reply) Object.defineProperty(reply, 'command', { enumerable: false })
  return reply
}

/** An error reply without a rule, such as an unknown command. */
export function unexpectedReply(name: string, reply: Error): AppError {
  return new AppError('STORE_UNAVAILABLE', `redis ${name}: the server refused a command: ${reply.message}`, {
    hint: 'run npx curriculum doctor to check whether this Redis supports all required commands',
    details: { connection: name, reply: codeOf(reply.message) },
    cause: withoutCommand(reply),
  })
}

/** Whether Redis answered and refused the operation: it is full, a replica, the user lacks a permission, ... */
export function isRefusal(error: unknown): error is AppError {
  if (!isAppError(error) || typeof error.details.reply !== 'string') return false
  return RULES.get(error.details.reply)?.failure !== true
}

/** A transaction rejects with an error that holds its replies. The first error among them is the reason. */
function firstReply(reply: Error): Error {
  if (!('replies' in reply) || !Array.isArray(reply.replies)) return reply
  return reply.replies.find((one): one is Error => one instanceof Error) ?? reply
}

/** An operation without an answer: the outcome of a write is unknown, a read has no effect. */
export function noAnswer(name: string, write: boolean, what: string, cause?: unknown): AppError {
  const because = cause === undefined ? '' : `: ${messageOf(cause)}`
  const options = { details: { connection: name }, retryAfterMs: 1000, ...(cause === undefined ? {} : { cause }) }
  return write
    ? new AppError('OUTCOME_UNKNOWN', `redis ${name}: ${what} after a write was sent${because}`, {
        ...options,
        hint: 'repeat the write if that is harmless; if not, read the stored value first',
      })
    : new AppError('STORE_UNAVAILABLE', `redis ${name}: ${what}${because}`, { ...options, hint: UNAVAILABLE_HINT })
}

/** No connection within the deadline of an operation. @param failure why the last attempt to connect failed, if it did */
export function notConnected(name: string, deadlineMs: number, failure: AppError | undefined): AppError {
  return failure ?? noAnswer(name, false, `no connection within ${formatMs(deadlineMs)}`)
}

export function connectionClosed(name: string): AppError {
  return new AppError('APP_CLOSED', `redis ${name}: the connection is closed`, { hint: 'make no calls after close' })
}

interface NotStarted {
  readonly connection: string
  /** For programs. */
  readonly reason: string
  /** For people. */
  readonly what: string
  readonly retryAfterMs?: number
  readonly hint?: string | undefined
}

/** The operation was not started. */
export function notStarted({ connection, reason, what, retryAfterMs = 1000, hint }: NotStarted): AppError {
  const options = { hint: hint ?? UNAVAILABLE_HINT, details: { connection, reason }, retryAfterMs }
  return new AppError('STORE_UNAVAILABLE', `redis ${connection}: ${what}`, options)
}

/** A failed attempt to connect, with the likely cause and its solution. */
export function connectFailure(settings: RedisSettings, cause: unknown): AppError {
  const { what, hint } = explain(settings, cause)
  return new AppError('STORE_UNAVAILABLE', `cannot use ${settings.maskedUrl}: ${what}`, {
    hint,
    retryAfterMs: 1000,
    cause,
  })
}

/** The deadline of the handshake has passed. */
export function handshakeTimeout(settings: RedisSettings, ms: number): AppError {
  const { what, hint } = settings.tls.enabled
    ? {
        what: `no TLS handshake within ${formatMs(ms)}; the likely cause is a plaintext port`,
        hint: 'for a plaintext port, write redis:// instead of rediss:// and remove REDIS_TLS; if not, check network and firewall',
      }
    : {
        what: `no answer within ${formatMs(ms)}; likely causes are a firewall, a stopped server, or a TLS port`,
        hint: 'check that Redis runs and is reachable; for a TLS port, write rediss:// in REDIS_URL',
      }
  return new AppError('STORE_UNAVAILABLE', `cannot use ${settings.maskedUrl}: ${what}`, {
    hint,
    retryAfterMs: 1000,
    details: { deadlineMs: ms },
  })
}

function explain({ tls, database }: RedisSettings, cause: unknown): Explanation {
  if (isAppError(cause)) return { what: cause.message, hint: cause.hint ?? 'npx curriculum doctor shows the cause' }
  const message = messageOf(cause)
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
  const reply = /^-?([A-Z]+)/.exec(message)?.[1] ?? ''
  const known = SYSTEM_ERRORS[code] ?? REPLIES[reply]
  // NOPERM names the command.
  if (known) return { ...known, what: `${known.what} (${code || (reply === 'NOPERM' ? message.slice(0, 80) : reply)})` }
  if (NO_DATABASE.test(message)) {
    const hint =
      'correct the number at the end of REDIS_URL, or raise `databases` on the server; database 0 always exists'
    return { what: `the server has no database ${database} (${message.slice(0, 80)})`, hint }
  }
  if (CERTIFICATE_CODE.test(code)) {
    const what = `its certificate is rejected: ${code} (${message})`
    return { what, hint: 'put its issuer into REDIS_TLS_CA, use the host name it is for, or renew it' }
  }
  if (tls.enabled && NOT_TLS.test(message)) {
    return { what: 'the port is a plaintext port', hint: 'write redis:// instead of rediss:// in REDIS_URL' }
  }
  if (CLOSED.test(message)) {
    return tls.enabled
      ? { what: 'the connection was closed during the TLS handshake', hint: 'check that the port is a TLS port' }
      : {
          what: 'the connection was closed without an answer; the likely cause is a TLS port',
          hint: 'for a TLS port, write rediss:// in REDIS_URL or set REDIS_TLS=true',
        }
  }
  return { what: message, hint: 'npx curriculum doctor shows the cause' }
}

const CERTIFICATE_CODE = /^(CERT_|ERR_TLS_CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/
const NO_DATABASE = /DB index|SELECT is not allowed/i
const NOT_TLS = /wrong version number|packet length too long|unexpected message|http request|record overflow/i
const CLOSED = /closed unexpectedly|unknown RESP type|socket disconnected|ECONNRESET|socket hang up/i

interface Explanation {
  readonly what: string
  readonly hint: string
}

const SYSTEM_ERRORS: { readonly [code: string]: Explanation | undefined } = {
  ECONNREFUSED: { what: 'no server listens there', hint: 'start Redis, or correct host and port in REDIS_URL' },
  ENOTFOUND: { what: 'the host name does not exist', hint: 'correct the host in REDIS_URL' },
  EAI_AGAIN: { what: 'the host name cannot be resolved now', hint: 'check the name server and the host in REDIS_URL' },
  EHOSTUNREACH: { what: 'the host is unreachable', hint: 'check network and firewall' },
  ENETUNREACH: { what: 'the network is unreachable', hint: 'check network and firewall' },
  ETIMEDOUT: { what: 'the host does not answer', hint: 'check network and firewall' },
}

const NO_PASSWORD: Explanation = {
  what: 'Redis requires a password',
  hint: 'put it into REDIS_URL: redis://:password@host',
}

const REPLIES: { readonly [code: string]: Explanation | undefined } = {
  WRONGPASS: { what: 'user or password is wrong', hint: 'correct them in REDIS_URL' },
  NOAUTH: NO_PASSWORD,
  NOPERM: { what: 'the Redis user lacks a permission', hint: 'npx curriculum doctor lists the commands it needs' },
  DENIED: { what: 'Redis is in protected mode', hint: 'set a password on the server and put it into REDIS_URL' },
  LOADING: { what: 'Redis is loading its data', hint: 'wait until it is loaded' },
}

const UNAVAILABLE_HINT = 'try again later; npx curriculum doctor shows the cause'

interface Rule extends Explanation {
  readonly code: 'STORE_UNAVAILABLE' | 'STORE_FULL'
  readonly failure?: boolean
  readonly recycle?: boolean
}

function unavailable(what: string, hint: string): Rule {
  return { code: 'STORE_UNAVAILABLE', what, hint, failure: true }
}

/** An error of some commands only, such as writes. */
function rejected(what: string, hint: string): Rule {
  return { code: 'STORE_UNAVAILABLE', what, hint }
}

const REDIRECTED = rejected(
  'this Redis is a node of a cluster and redirects to another node',
  'use an instance without cluster mode: the clients connect to one node and do not follow redirections',
)

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['LOADING', unavailable('Redis is loading its data', 'wait until it is loaded; INFO persistence shows the progress')],
  ['MASTERDOWN', unavailable('the replica has lost its primary', 'restore the primary or fail over')],
  ['BUSY', unavailable('a script blocks Redis', 'end it with SCRIPT KILL; SLOWLOG GET shows slow commands')],
  ['CLUSTERDOWN', unavailable('the cluster is down', 'CLUSTER INFO shows which slots are not served')],
  [
    'READONLY',
    {
      ...rejected(
        'this Redis is a replica and accepts no writes',
        'point REDIS_URL at the primary; after a failover the next connection leads to the new primary',
      ),
      recycle: true,
    },
  ],
  ['MOVED', REDIRECTED],
  ['ASK', REDIRECTED],
  ['MISCONF', rejected('Redis accepts no writes because it cannot save to disk', 'free disk space on the server')],
  ['NOREPLICAS', rejected('Redis accepts no writes without its replicas', 'restore the replicas')],
  ['NOAUTH', rejected(NO_PASSWORD.what, NO_PASSWORD.hint)],
  [
    'NOPERM',
    rejected('the Redis user lacks a permission', 'npx curriculum doctor lists the commands and keys that it needs'),
  ],
  [
    'OOM',
    {
      code: 'STORE_FULL',
      what: 'Redis has no memory left',
      hint: 'raise maxmemory, or give the cache a Redis of its own that evicts (REDIS_CACHE_URL with allkeys-lru)',
    },
  ],
])
