import { AppError, isAppError, messageOf } from '../../../domain/platform/index.js'
import type { Logger } from '../../../ports/index.js'
import type { RedisClient, RedisConnection, RequestBudget } from '../connection/index.js'
import type { RedisScript } from '../scripts/redis-script.js'
import { DISCARD_SCRIPT } from './session-scripts.js'
import { fromFields, type StoredSession } from './stored-session.js'

/** Dependencies and settings of a {@link SessionScriptRunner}. */
export interface SessionScriptRunnerDeps {
  readonly connection: RedisConnection
  readonly logger: Logger
  /** Deadline of one operation, in milliseconds. */
  readonly deadlineMs: number
  /** The time budget of the current request, if there is one. */
  readonly budget: () => RequestBudget | undefined
}

/** One call of a script. */
export interface ScriptCall {
  readonly script: RedisScript
  readonly keys: readonly string[]
  readonly args: readonly string[]
  /** Whether the script can change data. */
  readonly write: boolean
}

/** Limit of the keys that are remembered as reported. Beyond it a damaged record may be reported twice. */
const MAX_REPORTED = 1000

/** Runs session scripts within the deadline. Reports a damaged record once, removes it and treats it as absent. */
export class SessionScriptRunner {
  readonly #deps: SessionScriptRunnerDeps
  readonly #reported = new Set<string>()

  constructor(deps: SessionScriptRunnerDeps) {
    this.#deps = deps
  }

  /** Runs a script on one session. A damaged record is already removed when this resolves to `damaged`. */
  async runOne(call: ScriptCall): Promise<SessionReply> {
    return this.run(call, async (client, reply) => {
      const parsed = parseReply(reply)
      if (parsed.state === 'damaged') await this.#discard(client, call, parsed)
      return parsed
    })
  }

  /** Runs a script on the sessions of a user. Returns the intact ones. */
  async runMany(call: ScriptCall): Promise<readonly StoredSession[]> {
    return this.run(call, async (client, reply) => {
      const intact: StoredSession[] = []
      for (const parsed of parseReplies(reply)) {
        if (parsed.state === 'ok') intact.push(parsed.stored)
        if (parsed.state === 'damaged') await this.#discard(client, call, parsed)
      }
      return intact
    })
  }

  /** Runs a script and parses its reply. @throws AppError only: unexpected Redis errors become `INTERNAL` */
  async run<T>(
    { script, keys, args, write }: ScriptCall,
    read: (client: RedisClient, reply: unknown) => Promise<T>,
  ): Promise<T> {
    const { connection, deadlineMs, budget } = this.#deps
    const shared = budget()
    try {
      return await connection.run(async (client) => read(client, await script.run(client, keys, args)), {
        deadlineMs,
        write,
        ...(shared === undefined ? {} : { budget: shared }),
      })
    } catch (error) {
      if (isAppError(error)) throw error
      throw new AppError('INTERNAL', `redis refused a session script: ${messageOf(error)}`, {
        hint: 'npx curriculum doctor checks whether this Redis can run the scripts',
        // An error reply starts with its code.
        details: { reply: /^[A-Z]+(?= )/.exec(messageOf(error))?.[0] ?? '' },
        cause: error,
      })
    }
  }

  async #discard(
    client: RedisClient,
    { args }: ScriptCall,
    { key, handle, version }: Extract<SessionReply, { readonly state: 'damaged' }>,
  ): Promise<void> {
    if (!this.#reported.has(key)) {
      if (this.#reported.size >= MAX_REPORTED) this.#reported.clear()
      this.#reported.add(key)
      this.#deps.logger.warn('removed a damaged session record; its user must sign in again', { key })
    }
    await DISCARD_SCRIPT.run(client, [key], [args[0] ?? '', handle, version])
  }
}

/** The reply of a script on one session. */
export type SessionReply =
  | { readonly state: 'ok' | 'exists'; readonly key: string; readonly stored: StoredSession }
  | { readonly state: 'none' }
  /** A record that is not a valid session. Handle and version identify it, in case another record replaces it. */
  | { readonly state: 'damaged'; readonly key: string; readonly handle: string; readonly version: string }
  /** The index, from 1, of the field that another caller changed at `version`. */
  | { readonly state: 'conflict'; readonly field: number; readonly version: number }
  | { readonly state: 'large'; readonly bytes: number }

/** @throws AppError `INTERNAL` if no session script returns such a reply */
export function parseReply(reply: unknown): SessionReply {
  const [state, ...rest] = listOf(reply)
  switch (state) {
    case 'none':
      return { state }
    case 'conflict':
      return { state, field: Number(rest[0]), version: Number(rest[1]) }
    case 'large':
      return { state, bytes: Number(rest[0]) }
    case 'ok':
    case 'exists':
    case 'damaged': {
      const key = String(rest[0])
      const fields = listOf(rest[1]).map(String)
      const stored = state === 'damaged' ? undefined : fromFields(fields)
      if (stored && state !== 'damaged') return { state, key, stored }
      return { state: 'damaged', key, handle: ownField(fields, 'handle'), version: ownField(fields, 'version') }
    }
    default:
      throw unexpectedReply()
  }
}

/** Parses the reply of a script on several sessions. */
export function parseReplies(reply: unknown): readonly SessionReply[] {
  return listOf(reply).map(parseReply)
}

function listOf(reply: unknown): readonly unknown[] {
  if (Array.isArray(reply)) return reply
  throw unexpectedReply()
}

function ownField(fields: readonly string[], name: string): string {
  for (let index = 0; index + 1 < fields.length; index += 2) if (fields[index] === name) return fields[index + 1] ?? ''
  return ''
}

function unexpectedReply(): AppError {
  return new AppError('INTERNAL', 'a session script returned an unexpected reply', {
    hint: 'check proxies between this process and Redis: they may change replies; run npx curriculum doctor',
  })
}
