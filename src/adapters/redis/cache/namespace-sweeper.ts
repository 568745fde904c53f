import { messageOf } from '../../../domain/platform/index.js'
import type { Clock, Logger } from '../../../ports/index.js'
import type { NamespaceKeys } from './cache-keys.js'
import { SWEEP_SCRIPT } from './cache-scripts.js'
import type { CommandRunner } from './command-runner.js'

/** Keys per step: well below a millisecond of server time. */
const STEP_KEYS = 200

/** Pause between steps, so that most of the server time is left to others. */
const PAUSE_MS = 2

/** Longer than the deadline of other commands, because no caller waits for a step. */
const STEP_DEADLINE_MS = 1000

/**
 * Deletes the entries that a clear made unreachable, step by step in the background, to free memory. It is optional:
 * entries that it does not reach expire with their time to live.
 */
export class NamespaceSweeper {
  readonly #runner: CommandRunner
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #running = new Map<string, Promise<void>>()
  /** Namespaces cleared again during their sweep. */
  readonly #again = new Set<string>()
  readonly #pauses = new Set<() => void>()
  #stopped = false

  constructor(runner: CommandRunner, clock: Clock, logger: Logger) {
    this.#runner = runner
    this.#clock = clock
    this.#logger = logger
  }

  /** Starts the sweep of a cleared namespace. Does not throw: a failure only delays freeing memory. */
  start(keys: NamespaceKeys): void {
    if (this.#stopped) return
    if (this.#running.has(keys.values)) {
      this.#again.add(keys.values)
      return
    }
    const sweep = this.#sweep(keys)
      .catch((error: unknown) => {
        const message = `sweep failed: entries of a cleared namespace stay until they expire: ${messageOf(error)}`
        if (!this.#stopped) this.#logger.warn(message, { keys: keys.values })
      })
      .finally(() => {
        this.#running.delete(keys.values)
        if (this.#again.delete(keys.values)) this.start(keys)
      })
    this.#running.set(keys.values, sweep)
  }

  /** Stops all sweeps after their current step. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const end of this.#pauses) end()
    await Promise.all(this.#running.values())
  }

  async #sweep({ namespaceVersion, values, leases }: NamespaceKeys): Promise<void> {
    for (const prefix of [values, leases]) {
      const MATCH = `${prefix.replace(/[\\*?[\]^]/g, '\\$&')}*`
      let cursor = '0'
      do {
        cursor = await this.#runner.write(async (client) => {
          const page = await client.scan(cursor, { MATCH, COUNT: STEP_KEYS })
          if (page.keys.length > 0) await SWEEP_SCRIPT.run(client, [namespaceVersion, ...page.keys], [])
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
