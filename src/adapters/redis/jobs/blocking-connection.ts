import type { Redis } from 'ioredis'
import type { Clock } from '../../../ports/platform/index.js'
import { settleWithin } from '../connection/deadline.js'

/** How long the end may wait for Redis. */
const LAST_MS = 250

/** The connection on which one worker waits for jobs. */
export class BlockingConnection {
  readonly client: Redis
  #id: number | undefined

  constructor(client: Redis) {
    this.client = client
    // Asked at the one moment when nothing that blocks can stand before the question.
    client.on('connect', () => {
      this.#id = undefined
      client.client('ID').then(
        (id) => {
          this.#id = id
        },
        // Without it the wait ends by itself, or with the connection.
        () => undefined,
      )
    })
  }

  /**
   * Ends the waiting, then the connection. Cutting it off could lose a job that is on its way; it would be found again,
   * but only after many seconds.
   *
   * @param waits how many waits stand in its queue at most
   */
  async end(by: Redis, waits: number, clock: Clock): Promise<void> {
    await settleWithin(clock, LAST_MS, this.#unblock(by, waits))
    this.client.disconnect()
  }

  async #unblock(by: Redis, waits: number): Promise<void> {
    const id = this.#id
    if (id === undefined) return
    try {
      // As it reads on, the next wait in its queue begins.
      for (let n = 0; n < waits; n++) if ((await by.call('CLIENT', 'UNBLOCK', id)) !== 1) break
      // Its answer comes after those of all waits.
      await this.client.ping()
    } catch {
      // The connection is lost, or unblocking is forbidden: then it is cut off.
    }
  }
}
