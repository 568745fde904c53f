import type { CachePort } from '../../cache/index.js'
import { type CacheCommand, REMEMBERED_LEASES } from './cache-command.js'
import { inNoOrder, plainHit, plainLease } from './cache-outcome.js'

/** Runs commands on an adapter. What each comes to is plain data, the same for every adapter that keeps the laws. */
export class CacheCommands {
  readonly #cache: CachePort
  readonly #elapse: (ms: number) => Promise<void>
  readonly #given: { readonly namespace: string; readonly key: string; readonly token: string }[] = []

  constructor(cache: CachePort, elapse: (ms: number) => Promise<void>) {
    this.#cache = cache
    this.#elapse = elapse
  }

  /** What `command` returns, or the code of the error. */
  async run(command: CacheCommand): Promise<unknown> {
    return orCode(async () => (await this.#call(command)) ?? 'done')
  }

  async #call(command: CacheCommand): Promise<unknown> {
    const cache = this.#cache
    switch (command.verb) {
      case 'set':
        return cache.setMany(command.namespace, command.writes)
      case 'read': {
        const { namespace, keys, as } = command
        return (await cache.getMany(namespace, keys, as)).map(plainHit)
      }
      case 'delete':
        return cache.deleteMany(command.namespace, command.keys)
      case 'increment':
        return together(command.callers, () => cache.increment(command.namespace, command.move))
      case 'clear':
        return cache.clear(command.namespace)
      case 'invalidate':
        return cache.invalidateTags(command.namespace, command.tags)
      case 'acquire': {
        const { namespace, request, callers } = command
        return together(callers, async () => {
          const result = await cache.acquire(namespace, request)
          if (result.state === 'leased') this.#remember(namespace, request.key, result.token)
          return plainLease(result)
        })
      }
      case 'commit': {
        const given = this.#given[command.lease % this.#given.length]
        return given && cache.commit(given.namespace, given.token, { key: given.key, ...command.write })
      }
      case 'release': {
        const given = this.#given[command.lease % this.#given.length]
        return given && cache.release(given.namespace, given.key, given.token)
      }
      case 'elapse':
        return this.#elapse(command.ms)
    }
  }

  #remember(namespace: string, key: string, token: string): void {
    this.#given.unshift({ namespace, key, token })
    this.#given.splice(REMEMBERED_LEASES)
  }
}

async function together(callers: number, call: () => Promise<unknown>): Promise<readonly unknown[]> {
  return inNoOrder(await Promise.all(Array.from({ length: callers }, () => orCode(call))))
}

async function orCode(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return await call()
  } catch (error) {
    const { code } = Object(error) as { code?: unknown }
    if (typeof code !== 'string') throw error
    return { code }
  }
}
