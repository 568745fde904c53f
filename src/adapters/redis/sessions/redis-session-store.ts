import { AppError } from '../../../domain/platform/index.js'
import {
  assertCreation,
  assertSessionDuration,
  assertVersion,
  type CheckedChanges,
  isSessionId,
  type NewSessionData,
  type Session,
  type SessionChanges,
  type SessionCreation,
  type SessionData,
  type SessionSummary,
  sessionConflict,
  sessionExists,
  sessionGone,
  sessionTooLarge,
  toCheckedChanges,
  toCheckedData,
} from '../../../domain/sessions/index.js'
import type { Ids, Logger, SessionStore, SessionStoreStats } from '../../../ports/index.js'
import type { RedisConnection, RequestBudget } from '../connection/index.js'
import { COUNT_SCRIPT } from './scripts/count-script.js'
import { CREATE_SCRIPT } from './scripts/create-script.js'
import { DELETE_SCRIPT } from './scripts/delete-script.js'
import { READ_SCRIPT } from './scripts/read-script.js'
import { ROTATE_SCRIPT } from './scripts/rotate-script.js'
import { TOUCH_SCRIPT } from './scripts/touch-script.js'
import { UPDATE_SCRIPT } from './scripts/update-script.js'
import { LIST_SCRIPT, REVOKE_SCRIPT } from './scripts/user-scripts.js'
import type { SessionAnswer } from './session-answer.js'
import { SessionKeys } from './session-keys.js'
import { SessionScripts } from './session-scripts.js'
import { byActivity, type StoredSession, toFields, toSession, toSummary } from './stored-session.js'

/** What a {@link RedisSessionStore} is made of. */
export interface RedisSessionStoreOptions {
  /** Stays the caller's: `close` leaves it open. Its Redis must not evict (`maxmemory-policy noeviction`). */
  readonly connection: RedisConnection
  /** Makes ids and handles. */
  readonly ids: Ids
  readonly logger: Logger
  /** Keys for hashing ids, the newest first: it hashes new ones, all are tried. Default: none, plain SHA-256. */
  readonly pepper?: readonly string[]
  /** Stands before every key; no braces. Apps that share a database need one each. */
  readonly keyPrefix?: string
  /** What one operation may take, in milliseconds. Default 400. */
  readonly deadlineMs?: number
  /** The time of the request that is being served, if there is one: a second bound. */
  readonly budget?: () => RequestBudget | undefined
}

const DEFAULT_KEY_PREFIX = 'curriculum-generator:sessions:'
const DEFAULT_DEADLINE_MS = 400

/**
 * The sessions in Redis, shared by all processes that use it. A session is one hash, each method one script, and the
 * clock is that of Redis, so that nodes need not agree about the time. A full store refuses what is new.
 */
export class RedisSessionStore implements SessionStore {
  readonly whenFull = 'refuses'
  readonly #ids: Ids
  readonly #keys: SessionKeys
  readonly #scripts: SessionScripts

  constructor(options: RedisSessionStoreOptions) {
    const { connection, logger, ids, pepper = [], keyPrefix = DEFAULT_KEY_PREFIX } = options
    const { deadlineMs = DEFAULT_DEADLINE_MS, budget = () => undefined } = options
    this.#ids = ids
    this.#keys = new SessionKeys(keyPrefix, pepper)
    this.#scripts = new SessionScripts({ connection, logger, deadlineMs, budget })
  }

  async create(data: NewSessionData, creation: SessionCreation): Promise<Session> {
    assertCreation(creation)
    const { idleMs, absoluteMs, maxPerUser = '', id = this.#ids.secret(), replaces } = creation
    const checked = toCheckedData(data)
    const user = this.#keys.user(String(checked.userId))
    const own = this.#keys.sessions(id)
    const keys = [...own, ...(isSessionId(replaces) ? this.#keys.sessions(replaces) : [])]
    const terms = [`${own.length}`, user, this.#ids.next(), `${idleMs}`, `${absoluteMs}`, `${maxPerUser}`]
    const args = [this.#keys.prefix, ...terms, ...toFields(checked)]
    // Each repetition has one damaged record less in its way.
    for (let attempt = 0; attempt <= keys.length; attempt++) {
      const answer = await this.#scripts.one({ script: CREATE_SCRIPT, keys, args, write: true })
      if (answer.state === 'exists') throw sessionExists()
      if (answer.state !== 'damaged') return this.#session(id, answer)
    }
    throw new AppError('INTERNAL', 'a damaged session record cannot be removed', { hint: 'choose another id' })
  }

  async read(id: string): Promise<Session | undefined> {
    if (!isSessionId(id)) return undefined
    return this.#sessionOrNone(id, await this.#scripts.one({ script: READ_SCRIPT, ...this.#call(id), write: false }))
  }

  async update(id: string, changes: SessionChanges, { since }: { readonly since?: number } = {}): Promise<Session> {
    const checked = toCheckedChanges(changes)
    if (since !== undefined) assertVersion(since)
    if (!isSessionId(id)) throw sessionGone()
    const call = this.#call(id, `${since ?? ''}`, ...changeArguments(checked))
    const answer = await this.#scripts.one({ script: UPDATE_SCRIPT, ...call, write: true })
    if (answer.state === 'conflict') {
      throw sessionConflict(checked.fields[answer.field - 1] ?? '', since ?? 0, answer.version)
    }
    return this.#session(id, answer)
  }

  async touch(id: string, { idleMs }: { readonly idleMs?: number } = {}): Promise<Session | undefined> {
    if (idleMs !== undefined) assertSessionDuration(idleMs, 'idleMs')
    if (!isSessionId(id)) return undefined
    const call = this.#call(id, `${idleMs ?? ''}`)
    return this.#sessionOrNone(id, await this.#scripts.one({ script: TOUCH_SCRIPT, ...call, write: true }))
  }

  async rotate(id: string, changes?: SessionChanges): Promise<Session> {
    const args = changes === undefined ? [] : changeArguments(toCheckedChanges(changes))
    if (!isSessionId(id)) throw sessionGone()
    const newId = this.#ids.secret()
    const call = this.#call(id, ...args)
    const keys = [...call.keys, this.#keys.newest(newId)]
    return this.#session(newId, await this.#scripts.one({ ...call, script: ROTATE_SCRIPT, keys, write: true }))
  }

  async delete(id: string): Promise<boolean> {
    if (!isSessionId(id)) return false
    const answer = await this.#scripts.one({ script: DELETE_SCRIPT, ...this.#call(id), write: true })
    return answer.state === 'ok'
  }

  async listByUser(userId: string): Promise<readonly SessionSummary[]> {
    return (await this.#ofUser(userId)).map(toSummary)
  }

  async readByUser(userId: string): Promise<readonly SessionData[]> {
    return (await this.#ofUser(userId)).map(({ data }) => data)
  }

  async revokeByUser(
    userId: string,
    { except, handle }: { readonly except?: string; readonly handle?: string } = {},
  ): Promise<number> {
    const spared = isSessionId(except) ? this.#keys.hashes(except) : []
    const only = handle === undefined ? '' : `=${handle}`
    const args = [this.#keys.prefix, this.#keys.user(userId), only, ...spared]
    const keys = [this.#keys.userIndex(userId)]
    return (await this.#scripts.many({ script: REVOKE_SCRIPT, keys, args, write: true })).length
  }

  async stats(): Promise<SessionStoreStats> {
    const call = { script: COUNT_SCRIPT, keys: [this.#keys.all], args: [this.#keys.prefix], write: false }
    try {
      const sessions = await this.#scripts.run(call, async (_, reply) => Number(reply))
      return { connected: true, sessions, evictions: 0 }
    } catch {
      // Whatever the reason, the connection has told it to the log, and a report about it must not fail.
      return { connected: false, sessions: 0, evictions: 0 }
    }
  }

  /** Nothing was opened: the connection stays the caller's. */
  async close(): Promise<void> {}

  async #ofUser(userId: string): Promise<readonly StoredSession[]> {
    const args = [this.#keys.prefix, this.#keys.user(userId)]
    const call = { script: LIST_SCRIPT, keys: [this.#keys.userIndex(userId)], args, write: false }
    return byActivity(await this.#scripts.many(call))
  }

  #call(
    id: string,
    ...args: readonly string[]
  ): { readonly keys: readonly string[]; readonly args: readonly string[] } {
    return { keys: this.#keys.sessions(id), args: [this.#keys.prefix, ...args] }
  }

  #sessionOrNone(id: string, answer: SessionAnswer): Session | undefined {
    return answer.state === 'ok' ? toSession(id, answer.stored) : undefined
  }

  #session(id: string, answer: SessionAnswer): Session {
    if (answer.state === 'large') throw sessionTooLarge(answer.bytes)
    if (answer.state !== 'ok') throw sessionGone()
    return toSession(id, answer.stored)
  }
}

function changeArguments({ set, removed }: CheckedChanges): readonly string[] {
  const { lastActivity: _, ...fields } = set
  const args = toFields(fields)
  return [`${args.length / 2}`, ...args, ...Array.from(removed, (field) => JSON.stringify(field))]
}
