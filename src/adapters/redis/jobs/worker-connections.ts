import type { Redis, RedisOptions } from 'ioredis'
import { isAppError } from '../../../domain/platform/index.js'
import type { Clock, Timer } from '../../../ports/platform/index.js'
import { settleWithin } from '../../shared/deadline.js'
import { classifyReply } from '../connection/connection-errors.js'
import { reconnectDelay } from '../connection/connection-limits.js'
import { outageLog } from '../connection/outage-log.js'
import { CompletionHandles } from './bull-engine.js'
import type { BullJobQueueOptions } from './bull-job-queue-options.js'
import { openJobClient, reconnect } from './job-client.js'
import { type WorkScripts, workScripts } from './job-scripts.js'

/** The connection of all workers of a queue, for everything except blocking waits. */
export type WorkClient = Redis & WorkScripts

/** A return value of `reconnectOnError`: reconnect and send the command again. */
const RECONNECT_AND_RESEND = 2

/** The connections of the workers and watchers of a queue. Each is opened on first use. */
export class WorkerConnections {
  readonly completions = new CompletionHandles()
  readonly #options: BullJobQueueOptions
  readonly #channelTag: string
  readonly #clients = new Set<Redis>()
  readonly #heartbeats: Heartbeat[] = []
  #work: Promise<WorkClient> | undefined
  #subscriber: Promise<Redis> | undefined
  #channels: Promise<ChannelHub> | undefined
  #closed = false

  constructor(options: BullJobQueueOptions, channelTag: string) {
    this.#options = options
    this.#channelTag = channelTag
  }

  work(): Promise<WorkClient> {
    this.#work ??= this.#openWork()
    return this.#work
  }

  subscriber(): Promise<Redis> {
    this.#subscriber ??= this.#open('jobs subscriber', true)
    return this.#subscriber
  }

  channels(): Promise<ChannelHub> {
    this.#channels ??= this.subscriber().then((client) => new ChannelHub(client))
    return this.#channels
  }

  /** A new connection for one worker, which ends it. */
  async blocking(type: string): Promise<BlockingConnection> {
    return new BlockingConnection(await this.#open(`jobs blocking ${type}`, false))
  }

  close(): void {
    this.#closed = true
    for (const heartbeat of this.#heartbeats) heartbeat.stop()
    for (const client of this.#clients) client.disconnect()
  }

  /**
   * Workers wait for Redis without a deadline: commands that were lost with a connection are sent again. After a failover the
   * host name resolves to another server, so a READONLY error needs a new connection. Each of them is open before it refuses,
   * so ioredis would count no failure and connect many times a second.
   */
  #patient(name: string): RedisOptions {
    const { settings, clock, logger, random } = this.#options
    const outage = outageLog(settings, clock, logger)
    let replicas = 0
    return {
      maxRetriesPerRequest: null,
      retryStrategy: (failures) => {
        replicas = outage.isReplica ? replicas + 1 : 0
        return reconnectDelay(Math.max(failures - 1, replicas), settings.retryDelayMs, random)
      },
      reconnectOnError: (error) => {
        if (!error.message.includes('READONLY')) return false
        const { error: refusal } = classifyReply(error, name)
        if (isAppError(refusal)) outage.foundReplica(refusal)
        return RECONNECT_AND_RESEND
      },
    }
  }

  async #openWork(): Promise<WorkClient> {
    const client = (await this.#open('jobs worker', true, { scripts: workScripts(this.#channelTag) })) as WorkClient
    // Otherwise Bull defines its own script of this name; see CompletionHandles.
    return Object.assign(client, { moveToFinished: this.completions.moveToFinished })
  }

  async #open(name: string, heartbeat: boolean, more: RedisOptions = {}): Promise<Redis> {
    const options = { ...this.#patient(name), ...more }
    const client = await openJobClient({ ...this.#options, name, options })
    this.#clients.add(client)
    client.once('end', () => this.#clients.delete(client))
    if (heartbeat) this.#heartbeats.push(new Heartbeat(this.#options.clock, client))
    if (this.#closed) this.close()
    return client
  }
}

const HEARTBEAT_MS = 2500

/** Longer than a short freeze of Redis: after a reconnect, the commands in flight would be executed twice. */
const UNANSWERED_MS = 10_000

/** Pings a connection and reconnects it if Redis does not answer. TCP alone can need 15 minutes to notice. */
class Heartbeat {
  readonly #clock: Clock
  readonly #client: Redis
  #timer: Timer | undefined
  /** When the unanswered ping was sent. */
  #pingedAt: number | undefined

  constructor(clock: Clock, client: Redis) {
    this.#clock = clock
    this.#client = client
    client.on('close', () => {
      this.#pingedAt = undefined
    })
    this.#arm()
  }

  stop(): void {
    this.#timer?.cancel()
  }

  #arm(): void {
    this.#timer = this.#clock.setTimer(HEARTBEAT_MS, () => {
      this.#arm()
      this.#beat()
    })
  }

  #beat(): void {
    if (this.#client.status !== 'ready') return
    const now = this.#clock.monotonic()
    if (this.#pingedAt === undefined) {
      this.#pingedAt = now
      this.#client.ping().then(this.#answered, this.#answered)
    } else if (now - this.#pingedAt >= UNANSWERED_MS) {
      this.#pingedAt = undefined
      reconnect(this.#client, 'the connection does not answer')
    }
  }

  readonly #answered = (): void => {
    this.#pingedAt = undefined
  }
}

/** How long `end` waits for Redis. */
const UNBLOCK_MS = 250

/** The connection on which one worker waits for jobs. */
export class BlockingConnection {
  readonly client: Redis
  #id: number | undefined

  constructor(client: Redis) {
    this.client = client
    // On `connect`, because later a blocking command may be ahead of this one.
    client.on('connect', () => {
      this.#id = undefined
      client.client('ID').then(
        (id) => {
          this.#id = id
        },
        // Without an id the wait ends on its own, or with the connection.
        () => undefined,
      )
    })
  }

  /**
   * Ends the blocking waits, then the connection. Disconnecting alone could lose a job in transit, which would be recovered
   * only after many seconds.
   *
   * @param maxWaits maximum number of blocking commands in its queue
   */
  async end(by: Redis, maxWaits: number, clock: Clock): Promise<void> {
    await settleWithin(clock, UNBLOCK_MS, this.#unblock(by, maxWaits))
    this.client.disconnect()
  }

  async #unblock(by: Redis, maxWaits: number): Promise<void> {
    const id = this.#id
    if (id === undefined) return
    try {
      // When one wait ends, the next one in the queue starts.
      for (let n = 0; n < maxWaits; n++) if ((await by.call('CLIENT', 'UNBLOCK', id)) !== 1) break
      // Answered after all waits.
      await this.client.ping()
    } catch {
      // The connection is lost, or the ACL forbids CLIENT UNBLOCK: disconnect.
    }
  }
}

/** A subscriber of a channel. */
export interface ChannelListener {
  message(text: string): void
  /** The connection was lost and is back: messages may have been missed. */
  missed(): void
}

/** Distributes the messages of one subscribed connection, which is shared with Bull. */
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

  /** Resolves when the subscription is active, however long that takes. */
  async join(channel: string, listener: ChannelListener): Promise<void> {
    const listeners = this.#listeners.get(channel) ?? new Set()
    this.#listeners.set(channel, listeners.add(listener))
    await this.#client.subscribe(channel)
  }

  leave(channel: string, listener: ChannelListener): void {
    const listeners = this.#listeners.get(channel)
    if (!listeners?.delete(listener) || listeners.size > 0) return
    this.#listeners.delete(channel)
    // Fails if the connection has ended, which also ends the subscription.
    this.#client.unsubscribe(channel).catch(() => undefined)
  }
}
