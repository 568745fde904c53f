import { AppError, assertList, assertText, optionNames } from '../../../domain/platform/index.js'
import {
  assertCreation,
  assertRevocation,
  assertTouchOptions,
  assertUpdateOptions,
  assertUserId,
  type CheckedChanges,
  isSessionId,
  type NewSessionData,
  type Session,
  type SessionChanges,
  type SessionCreation,
  type SessionData,
  type SessionSummary,
  sessionConflict,
  sessionEnded,
  sessionExists,
  sessionTooLarge,
  toCheckedChanges,
  toCheckedData,
} from '../../../domain/sessions/index.js'
import type { Ids, Logger, SessionStore, SessionStoreStats } from '../../../ports/index.js'
import { assertDependencies } from '../../shared/assert-dependencies.js'
import type { RedisConnection, RequestBudget } from '../connection/index.js'
import { keyPrefixes } from '../settings/index.js'
import { SessionKeys } from './session-keys.js'
import { type SessionReply, SessionScriptRunner } from './session-script-runner.js'
import {
  COUNT_SCRIPT,
  CREATE_SCRIPT,
  DELETE_SCRIPT,
  LIST_SCRIPT,
  READ_SCRIPT,
  REVOKE_SCRIPT,
  ROTATE_SCRIPT,
  TOUCH_SCRIPT,
  UPDATE_SCRIPT,
} from './session-scripts.js'
import { byActivity, type StoredSession, toFields, toSession, toSummary } from './stored-session.js'

/** Dependencies and settings of a {@link RedisSessionStore}. */
export interface RedisSessionStoreOptions {
  /** Owned by the caller: `close` leaves it open. Its Redis must not evict (`maxmemory-policy noeviction`). */
  readonly connection: RedisConnection
  /** Generates ids and handles. */
  readonly ids: Ids
  readonly logger: Logger
  /** Keys for hashing ids, newest first. The first hashes new ids, lookups try all. Default: none, plain SHA-256. */
  readonly pepper?: readonly string[]
  /** Prefix of every key, without braces. Apps that share a database need different ones. Default: `cg:sessions:`. */
  readonly keyPrefix?: string
  /** Deadline of one operation, in milliseconds. Default 400. */
  readonly deadlineMs?: number
  /** The time budget of the current request, if there is one: a second limit. */
  readonly budget?: () => RequestBudget | undefined
}

const OPTIONS = optionNames<RedisSessionStoreOptions>({
  connection: true,
  ids: true,
  logger: true,
  pepper: true,
  keyPrefix: true,
  deadlineMs: true,
  budget: true,
})

const DEFAULT_DEADLINE_MS = 400

/**
 * Sessions in Redis, shared by all processes that use it. A session is one hash and each method is one script. Times come
 * from the clock of Redis, so the clocks of the nodes may differ. A full store refuses new sessions and changes.
 */
export class RedisSessionStore implements SessionStore {
  readonly whenFull = 'refuses'
  readonly #ids: Ids
  readonly #keys: SessionKeys
  readonly #scripts: SessionScriptRunner

  /** @throws AppError `INVALID_ARGUMENT` */
  constructor(options: RedisSessionStoreOptions) {
    assertDependencies(options, OPTIONS, ['connection', 'ids', 'logger'])
    const { connection, logger, ids, pepper = [], keyPrefix = keyPrefixes().sessions } = options
    const { deadlineMs = DEFAULT_DEADLINE_MS, budget = () => undefined } = options
    assertText(keyPrefix, 'keyPrefix')
    assertList(pepper, 'pepper')
    this.#ids = ids
    this.#keys = new SessionKeys(keyPrefix, pepper)
    this.#scripts = new SessionScriptRunner({ connection, logger, deadlineMs, budget })
  }

  async create(data: NewSessionData, creation: SessionCreation): Promise<Session> {
    assertCreation(creation)
    const { idleMs, absoluteMs, maxPerUser = '', id = this.#ids.secret(), replaces } = creation
    const checked = toCheckedData(data)
    const user = this.#keys.user(String(checked.userId))
    const own = this.#keys.sessions(id)
    const keys = [...own, ...(isSessionId(replaces) ? this.#keys.sessions(replaces) : [])]
    const settings = [`${own.length}`, user, this.#ids.next(), `${idleMs}`, `${absoluteMs}`, `${maxPerUser}`]
    const args = [this.#keys.prefix, ...settings, ...toFields(checked)]
    // Each attempt removes one damaged record.
    for (let attempt = 0; attempt <= keys.length; attempt++) {
      const reply = await this.#scripts.runOne({ script: CREATE_SCRIPT, keys, args, write: true })
      if (reply.state === 'exists') throw sessionExists()
      if (reply.state !== 'damaged') return this.#session(id, reply)
    }
    throw new AppError('INTERNAL', 'cannot remove a damaged session record', { hint: 'choose another id' })
  }

  async read(id: string): Promise<Session | undefined> {
    if (!isSessionId(id)) return undefined
    return this.#sessionOrNone(id, await this.#scripts.runOne({ script: READ_SCRIPT, ...this.#call(id), write: false }))
  }

  async update(id: string, changes: SessionChanges, options: { readonly since?: number } = {}): Promise<Session> {
    assertUpdateOptions(options)
    const { since } = options
    const checked = toCheckedChanges(changes)
    if (!isSessionId(id)) throw sessionEnded()
    const call = this.#call(id, `${since ?? ''}`, ...changeArguments(checked))
    const reply = await this.#scripts.runOne({ script: UPDATE_SCRIPT, ...call, write: true })
    if (reply.state === 'conflict') {
      throw sessionConflict(checked.fields[reply.field - 1] ?? '', since ?? 0, reply.version)
    }
    return this.#session(id, reply)
  }

  async touch(id: string, options: { readonly idleMs?: number } = {}): Promise<Session | undefined> {
    assertTouchOptions(options)
    const { idleMs } = options
    if (!isSessionId(id)) return undefined
    const call = this.#call(id, `${idleMs ?? ''}`)
    return this.#sessionOrNone(id, await this.#scripts.runOne({ script: TOUCH_SCRIPT, ...call, write: true }))
  }

  async rotate(id: string, changes?: SessionChanges): Promise<Session> {
    const args = changes === undefined ? [] : changeArguments(toCheckedChanges(changes))
    if (!isSessionId(id)) throw sessionEnded()
    const newId = this.#ids.secret()
    const call = this.#call(id, ...args)
    const keys = [...call.keys, this.#keys.newest(newId)]
    return this.#session(newId, await this.#scripts.runOne({ ...call, script: ROTATE_SCRIPT, keys, write: true }))
  }

  async delete(id: string): Promise<boolean> {
    if (!isSessionId(id)) return false
    const reply = await this.#scripts.runOne({ script: DELETE_SCRIPT, ...this.#call(id), write: true })
    return reply.state === 'ok'
  }

  async listByUser(userId: string): Promise<readonly SessionSummary[]> {
    assertUserId(userId)
    return (await this.#ofUser(userId)).map(toSummary)
  }

  async readByUser(userId: string): Promise<readonly SessionData[]> {
    assertUserId(userId)
    return (await this.#ofUser(userId)).map(({ data }) => data)
  }

  async revokeByUser(
    userId: string,
    options: { readonly except?: string; readonly handle?: string } = {},
  ): Promise<number> {
    assertUserId(userId)
    assertRevocation(options)
    const { except, handle } = options
    const kept = isSessionId(except) ? this.#keys.hashes(except) : []
    const only = handle === undefined ? '' : `=${handle}`
    const args = [this.#keys.prefix, this.#keys.user(userId), only, ...kept]
    const keys = [this.#keys.userIndex(userId)]
    return (await this.#scripts.runMany({ script: REVOKE_SCRIPT, keys, args, write: true })).length
  }

  async stats(): Promise<SessionStoreStats> {
    const call = { script: COUNT_SCRIPT, keys: [this.#keys.all], args: [this.#keys.prefix], write: false }
    try {
      const sessions = await this.#scripts.run(call, async (_, count) => Number(count))
      return { connected: true, sessions, evictions: 0 }
    } catch {
      // The connection has logged the reason. Statistics must not fail.
      return { connected: false, sessions: 0, evictions: 0 }
    }
  }

  /** Does nothing: the caller owns the connection. */
  async close(): Promise<void> {}

  async #ofUser(userId: string): Promise<readonly StoredSession[]> {
    const args = [this.#keys.prefix, this.#keys.user(userId)]
    const call = { script: LIST_SCRIPT, keys: [this.#keys.userIndex(userId)], args, write: false }
    return byActivity(await this.#scripts.runMany(call))
  }

  #call(
    id: string,
    ...args: readonly string[]
  ): { readonly keys: readonly string[]; readonly args: readonly string[] } {
    return { keys: this.#keys.sessions(id), args: [this.#keys.prefix, ...args] }
  }

  #sessionOrNone(id: string, reply: SessionReply): Session | undefined {
    return reply.state === 'ok' ? toSession(id, reply.stored) : undefined
  }

  #session(id: string, reply: SessionReply): Session {
    if (reply.state === 'large') throw sessionTooLarge(reply.bytes)
    if (reply.state !== 'ok') throw sessionEnded()
    return toSession(id, reply.stored)
  }
}

function changeArguments({ set, removed }: CheckedChanges): readonly string[] {
  const { lastActivity: _, ...fields } = set
  const args = toFields(fields)
  return [`${args.length / 2}`, ...args, ...Array.from(removed, (field) => JSON.stringify(field))]
}
