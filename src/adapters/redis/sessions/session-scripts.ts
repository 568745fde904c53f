import { AppError, isAppError, messageOf } from '../../../domain/platform/index.js'
import type { Logger } from '../../../ports/index.js'
import type { RedisClient, RedisConnection, RequestBudget } from '../connection/index.js'
import type { RedisScript } from '../scripts/redis-script.js'
import { DISCARD_SCRIPT } from './scripts/discard-script.js'
import { type SessionAnswer, toAnswer, toAnswers } from './session-answer.js'
import type { StoredSession } from './stored-session.js'

/** How sessions reach Redis. */
export interface SessionScriptsOptions {
  readonly connection: RedisConnection
  readonly logger: Logger
  /** What one operation may take, in milliseconds. */
  readonly deadlineMs: number
  /** The time of the request that is being served, if there is one. */
  readonly budget: () => RequestBudget | undefined
}

/** One call of a script. */
export interface ScriptCall {
  readonly script: RedisScript
  readonly keys: readonly string[]
  readonly args: readonly string[]
  /** Whether it changes anything. */
  readonly write: boolean
}

/** Damaged records that are remembered as reported; beyond them one may be reported twice. */
const MAX_REPORTED = 1000

/** Runs the scripts of sessions within the deadline. A damaged record is reported once, removed, and counts as absent. */
export class SessionScripts {
  readonly #options: SessionScriptsOptions
  readonly #reported = new Set<string>()

  constructor(options: SessionScriptsOptions) {
    this.#options = options
  }

  /** A script on one session. A damaged record is out of the way when it answers `damaged`. */
  async one(call: ScriptCall): Promise<SessionAnswer> {
    return this.run(call, async (client, reply) => {
      const answer = toAnswer(reply)
      if (answer.state === 'damaged') await this.#discard(client, call, answer)
      return answer
    })
  }

  /** A script on the sessions of a user: those that are sound. */
  async many(call: ScriptCall): Promise<readonly StoredSession[]> {
    return this.run(call, async (client, reply) => {
      const sound: StoredSession[] = []
      for (const answer of toAnswers(reply)) {
        if (answer.state === 'ok') sound.push(answer.stored)
        if (answer.state === 'damaged') await this.#discard(client, call, answer)
      }
      return sound
    })
  }

  /** @throws AppError, whatever Redis answers */
  async run<T>(
    { script, keys, args, write }: ScriptCall,
    read: (client: RedisClient, reply: unknown) => Promise<T>,
  ): Promise<T> {
    const { connection, deadlineMs, budget } = this.#options
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
        hint: 'npm run test:redis tells whether this Redis can run the scripts',
        cause: error,
      })
    }
  }

  async #discard(
    client: RedisClient,
    { args }: ScriptCall,
    { key, handle, version }: Extract<SessionAnswer, { readonly state: 'damaged' }>,
  ): Promise<void> {
    if (!this.#reported.has(key)) {
      if (this.#reported.size >= MAX_REPORTED) this.#reported.clear()
      this.#reported.add(key)
      this.#options.logger.warn('a damaged session record was removed; whoever it belonged to signs in anew', { key })
    }
    await DISCARD_SCRIPT.run(client, [key], [args[0] ?? '', handle, version])
  }
}
