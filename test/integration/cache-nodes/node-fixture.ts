import { LruCache } from '../../../src/adapters/memory/index.js'
import { RedisCache, RedisConnection, RedisInvalidations } from '../../../src/adapters/redis/index.js'
import { SystemClock, SystemIds, SystemRandom } from '../../../src/adapters/system/index.js'
import { TieredCache } from '../../../src/adapters/tiered/tiered-cache.js'
import { Cache } from '../../../src/app/cache/index.js'
import { NamespaceRegistry } from '../../../src/domain/cache/index.js'
import type { CachePort, Clock } from '../../../src/ports/index.js'
import { FaultProxy } from '../../support/fault-proxy.js'
import { ForwardClock } from '../../support/forward-clock.js'
import { RecordingCacheEvents } from '../../support/recording-cache-events.js'
import { RecordingLogger } from '../../support/recording-logger.js'
import { settingsFor } from '../../support/redis/connection-fixture.js'
import type { RedisServer } from '../../support/redis-server.js'
import { runningTime } from '../../support/running-time.js'

/** How a value of the namespace `api` is called in Redis. */
export const nameOf = (key: string): string => `cg:cache:{api}:v:${key}`

/** What an operation of a node may take: far more than it needs on a slow machine. Tests of outages put it forward. */
export const NODE_DEADLINE_MS = 10_000

/** What a flush may take, a new connection included. */
const FLUSH_MS = 60_000

/** A connection that tells `tracking` of changes. */
export function trackedConnectionTo(
  url: string,
  tracking: RedisInvalidations,
  logger: RecordingLogger,
  clock: Clock = new SystemClock(),
): RedisConnection {
  // Quick retries: what the tests wait for is the connection, and not the pause before it.
  const [random, settings] = [new SystemRandom(), settingsFor(url, { retryDelayMs: 10 })]
  const limits = { deadlineMs: NODE_DEADLINE_MS }
  return new RedisConnection({ settings, name: 'cache', clock, random, logger, limits, tracking })
}

export interface NodeOptions {
  /** Of the facade: bounds loaders and paces the polling. Default: the machine's. */
  readonly clock?: Clock
  /** Comes between the facade and the tiered cache. */
  readonly wrap?: (port: CachePort) => CachePort
}

/** A whole stack of a process: connection through a proxy of its own, tiered cache, facade. */
export class CacheNode {
  readonly proxy: FaultProxy
  readonly connection: RedisConnection
  readonly invalidations: RedisInvalidations
  readonly port: TieredCache
  readonly cache: Cache
  readonly logger = new RecordingLogger()
  readonly events = new RecordingCacheEvents()
  /** Of what is near. */
  readonly localClock = new ForwardClock()
  /** Of the connection: deadlines, reconnecting. */
  readonly connectionClock = new ForwardClock()

  private constructor(proxy: FaultProxy, url: string, { clock, wrap = same }: NodeOptions) {
    this.proxy = proxy
    const { logger, events, localClock } = this
    const [system, ids, random] = [new SystemClock(), new SystemIds(), new SystemRandom()]
    this.invalidations = new RedisInvalidations({ logger })
    this.connection = trackedConnectionTo(url, this.invalidations, logger, this.connectionClock)
    const far = new RedisCache({ connection: this.connection, clock: system, ids, logger })
    const makeLocal = () => new LruCache({ clock: localClock })
    this.port = new TieredCache({
      createLocal: makeLocal,
      remote: far,
      invalidations: this.invalidations,
      clock: localClock,
    })
    const registry = new NamespaceRegistry()
    this.cache = new Cache(wrap(this.port), registry, { clock: clock ?? system, random, events })
  }

  static async start(server: RedisServer, options: NodeOptions = {}): Promise<CacheNode> {
    const proxy = await FaultProxy.start(server)
    const url = new URL(server.url)
    url.port = String(proxy.port)
    const node = new CacheNode(proxy, url.href, options)
    node.connection.connect()
    await node.connection.ready
    return node
  }

  /** Whether the value is near. */
  holds(key: string): boolean {
    return this.port.peek('api', key) !== undefined
  }

  /** Reads until the value is local: the message about our own write may arrive after the first read. */
  async warm(key: string): Promise<unknown> {
    for (let attempt = 0; attempt < 100; attempt++) {
      const value = await this.cache.get(key)
      if (this.holds(key)) return value
      await this.flush()
    }
    throw new Error(`${key} is never kept near`)
  }

  /** Resolves when the connection is up and all earlier messages have arrived. */
  async flush(): Promise<void> {
    const startedAt = runningTime()
    for (;;) {
      try {
        await this.connection.run((client) => client.ping())
        return
      } catch (error) {
        if (runningTime() - startedAt > FLUSH_MS) throw error
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    }
  }

  /** What `call` settles to while Redis does not answer: its deadlines pass at once. */
  async inOutage<T>(call: Promise<T>): Promise<T> {
    let isOver = false
    const over = (): void => {
      isOver = true
    }
    call.then(over, over)
    while (!isOver) {
      // What arrives by itself comes first, as it does within a deadline.
      await new Promise((resolve) => setTimeout(resolve, 20))
      if (!isOver) this.connectionClock.forward(NODE_DEADLINE_MS)
    }
    return call
  }

  async stop(): Promise<void> {
    this.proxy.clear()
    await this.port.close()
    await this.connection.close(500)
    await this.proxy.close()
  }
}

const same = (port: CachePort): CachePort => port

/** A loader that ends when the test says so, and counts its calls. */
export function gate<T>() {
  const gates: { open(value: T): void; fail(error: unknown): void }[] = []
  let startedAt: () => void = () => undefined
  const first = new Promise<void>((resolve) => {
    startedAt = resolve
  })
  const load = () =>
    new Promise<T>((resolve, reject) => {
      gates.push({ open: resolve, fail: reject })
      startedAt()
    })
  return { gates, load, first }
}
