import type { Redis, RedisOptions } from 'ioredis'
import { BlockingConnection } from './blocking-connection.js'
import type { BullJobQueueOptions } from './bull-job-queue-options.js'
import { ChannelHub } from './channel-hub.js'
import { ConnectionPulse } from './connection-pulse.js'
import { openJobClient } from './job-client.js'
import { WORK_SCRIPTS, type WorkScripts } from './job-scripts.js'
import { RunTickets } from './run-tickets.js'

/** The connection that all workers of a process share for everything but waiting. */
export type WorkClient = Redis & WorkScripts

/** Answers with which `reconnectOnError` has a connection renewed, and the command sent again on the new one. */
const RENEW_AND_REPEAT = 2

/**
 * Workers wait for Redis without end: commands have no deadline, and what was lost with a connection is sent again. After
 * a failover the name of the server leads elsewhere, and only a new connection gets there.
 */
const PATIENT: RedisOptions = {
  maxRetriesPerRequest: null,
  reconnectOnError: ({ message }) => (message.includes('READONLY') ? RENEW_AND_REPEAT : false),
}

/** Bull refuses a subscriber and a blocking connection that check whether Redis is ready. */
const UNCHECKED: RedisOptions = { ...PATIENT, enableReadyCheck: false }

/** The connections of the workers and watchers of a process; each is opened when it is first asked for. */
export class WorkerConnections {
  readonly tickets = new RunTickets()
  readonly #options: BullJobQueueOptions
  readonly #clients = new Set<Redis>()
  readonly #pulses: ConnectionPulse[] = []
  #work: Promise<WorkClient> | undefined
  #subscriber: Promise<Redis> | undefined
  #channels: Promise<ChannelHub> | undefined
  #closed = false

  constructor(options: BullJobQueueOptions) {
    this.#options = options
  }

  work(): Promise<WorkClient> {
    this.#work ??= this.#openWork()
    return this.#work
  }

  subscriber(): Promise<Redis> {
    this.#subscriber ??= this.#open('jobs subscriber', UNCHECKED, true)
    return this.#subscriber
  }

  channels(): Promise<ChannelHub> {
    this.#channels ??= this.subscriber().then((client) => new ChannelHub(client))
    return this.#channels
  }

  /** A new one for one worker, which ends it. */
  async blocking(type: string): Promise<BlockingConnection> {
    return new BlockingConnection(await this.#open(`jobs blocking ${type}`, UNCHECKED, false))
  }

  close(): void {
    this.#closed = true
    for (const pulse of this.#pulses) pulse.stop()
    for (const client of this.#clients) client.disconnect()
  }

  async #openWork(): Promise<WorkClient> {
    const options = { ...PATIENT, scripts: { ...WORK_SCRIPTS } }
    const client = (await this.#open('jobs worker', options, true)) as WorkClient
    // Bull would define a script of this name; see RunTickets.
    return Object.assign(client, { moveToFinished: this.tickets.moveToFinished })
  }

  async #open(name: string, options: RedisOptions, pulse: boolean): Promise<Redis> {
    const client = await openJobClient({ ...this.#options, name, options })
    this.#clients.add(client)
    client.once('end', () => this.#clients.delete(client))
    if (pulse) this.#pulses.push(new ConnectionPulse(this.#options.clock, client))
    if (this.#closed) this.close()
    return client
  }
}
