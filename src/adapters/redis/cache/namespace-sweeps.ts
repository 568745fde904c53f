import { messageOf } from '../../../domain/platform/index.js'
import type { Clock, Logger } from '../../../ports/index.js'
import type { CacheKeys } from './cache-keys.js'
import type { CacheOperations } from './cache-operations.js'
import { SWEEP_SCRIPT } from './scripts/sweep-script.js'

/** Keys that one step looks at: well below a millisecond of Redis' time. */
const STEP_KEYS = 200

/** Leaves the greater part of Redis' time to others. */
const PAUSE_MS = 2

/** Nobody waits for a step, so it may take longer than what somebody waits for. */
const STEP_DEADLINE_MS = 1000

/**
 * Gives back the memory of entries that clearing made unreachable, step by step and in the background. It decides
 * nothing: what it does not reach, since the process or Redis ended, goes with its time to live.
 */
export class NamespaceSweeps {
  readonly #operations: CacheOperations
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #underWay = new Map<string, Promise<void>>()
  /** Namespaces cleared again while their sweep was under way. */
  readonly #again = new Set<string>()
  readonly #pauses = new Set<() => void>()
  #stopped = false

  constructor(operations: CacheOperations, clock: Clock, logger: Logger) {
    this.#operations = operations
    this.#clock = clock
    this.#logger = logger
  }

  /** Begins to sweep a namespace that was just cleared. Resolves nothing and never throws: it is only memory. */
  start(keys: CacheKeys): void {
    if (this.#stopped) return
    if (this.#underWay.has(keys.values)) {
      this.#again.add(keys.values)
      return
    }
    const sweep = this.#sweep(keys)
      .catch((error: unknown) => {
        const message = `the entries of a cleared namespace stay until they expire: ${messageOf(error)}`
        if (!this.#stopped) this.#logger.warn(message, { keys: keys.values })
      })
      .finally(() => {
        this.#underWay.delete(keys.values)
        if (this.#again.delete(keys.values)) this.start(keys)
      })
    this.#underWay.set(keys.values, sweep)
  }

  /** Ends all sweeps after the step that is under way. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const end of this.#pauses) end()
    await Promise.all(this.#underWay.values())
  }

  async #sweep({ generation, values, leases }: CacheKeys): Promise<void> {
    for (const prefix of [values, leases]) {
      const MATCH = `${prefix.replace(/[\\*?[\]^]/g, '\\$&')}*`
      let cursor = '0'
      do {
        cursor = await this.#operations.write(async (client) => {
          const page = await client.scan(cursor, { MATCH, COUNT: STEP_KEYS })
          if (page.keys.length > 0) await SWEEP_SCRIPT.run(client, [generation, ...page.keys], [])
          return page.cursor
        }, STEP_DEADLINE_MS)
        await this.#pause()
      } while (cursor !== '0' && !this.#stopped)
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        this.#pauses.delete(end)
        resolve()
      }
      this.#pauses.add(end)
      this.#clock.setTimer(PAUSE_MS, end)
    })
  }
}
