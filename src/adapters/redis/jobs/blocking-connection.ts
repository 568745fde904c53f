import type { Redis } from 'ioredis'

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
   * Ends the waiting. Cutting the connection off could lose a job that is on its way; it would be found again, but only
   * after many seconds.
   *
   * @param waits how many waits stand in its queue at most
   */
  async unblock(by: Redis, waits: number): Promise<void> {
    const id = this.#id
    if (id === undefined) return
    for (let n = 0; n < waits; n++) {
      if ((await by.call('CLIENT', 'UNBLOCK', id).catch(() => 0)) !== 1) return
    }
  }
}
