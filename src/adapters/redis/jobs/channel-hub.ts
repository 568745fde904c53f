import type { Redis } from 'ioredis'

/** Who listens on a channel. */
export interface ChannelListener {
  message(text: string): void
  /** The connection was lost and is back: messages may have been missed. */
  missed(): void
}

/** Hands the messages of one subscribed connection to those who asked for them; the connection is shared with Bull. */
export class ChannelHub {
  readonly #client: Redis
  readonly #listeners = new Map<string, Set<ChannelListener>>()

  constructor(client: Redis) {
    this.#client = client
    client.on('message', (channel: string, text: string) => {
      for (const listener of [...(this.#listeners.get(channel) ?? [])]) listener.message(text)
    })
    client.on('ready', () => {
      for (const listeners of [...this.#listeners.values()]) for (const listener of [...listeners]) listener.missed()
    })
  }

  /** Resolves when Redis sends what is published from now on, however long that takes. */
  async join(channel: string, listener: ChannelListener): Promise<void> {
    const listeners = this.#listeners.get(channel) ?? new Set()
    this.#listeners.set(channel, listeners.add(listener))
    await this.#client.subscribe(channel)
  }

  leave(channel: string, listener: ChannelListener): void {
    const listeners = this.#listeners.get(channel)
    if (!listeners?.delete(listener) || listeners.size > 0) return
    this.#listeners.delete(channel)
    // It fails if the connection has ended, and then there is nothing left to leave.
    this.#client.unsubscribe(channel).catch(() => undefined)
  }
}
