import type { Redis } from 'ioredis'
import type { Clock, Timer } from '../../../ports/platform/index.js'
import { recycle } from './job-client.js'

const BEAT_MS = 2500

/** A Redis that is frozen for less must not make its workers come back: what they sent would be carried out twice. */
const DEAD_AFTER_MS = 10_000

/** Notices a connection that answers nothing, for which TCP alone can take a quarter of an hour, and has it renewed. */
export class ConnectionPulse {
  readonly #clock: Clock
  readonly #client: Redis
  #timer: Timer | undefined
  /** When the connection began to owe an answer. */
  #owedSince: number | undefined

  constructor(clock: Clock, client: Redis) {
    this.#clock = clock
    this.#client = client
    client.on('close', () => {
      this.#owedSince = undefined
    })
    this.#arm()
  }

  stop(): void {
    this.#timer?.cancel()
  }

  #arm(): void {
    this.#timer = this.#clock.setTimer(BEAT_MS, () => {
      this.#arm()
      this.#beat()
    })
  }

  #beat(): void {
    if (this.#client.status !== 'ready') return
    const now = this.#clock.monotonic()
    if (this.#owedSince === undefined) {
      this.#owedSince = now
      this.#client.ping().then(this.#answered, this.#answered)
    } else if (now - this.#owedSince >= DEAD_AFTER_MS) {
      this.#owedSince = undefined
      recycle(this.#client, 'the connection answers nothing')
    }
  }

  readonly #answered = (): void => {
    this.#owedSince = undefined
  }
}
