import BeeQueue from 'bee-queue'
import Bull from 'bull'
import { Queue as MqQueue, Worker as MqWorker } from 'bullmq'
import { Redis } from 'ioredis'
import { BullJobQueue, decideRedisSettings } from '../../../dist/adapters/redis/index.js'
import { SystemClock, SystemRandom } from '../../../dist/adapters/system/index.js'

const silent = { debug() {}, info() {}, warn() {}, error() {} }
const request = {
  type: 'work',
  retry: { attempts: 3, backoff: { kind: 'exponential', delayMs: 1000, maxDelayMs: 60_000, jitter: true } },
  timeoutMs: 600_000,
  // Bull's default is to keep all.
  retention: { age: 86_400, count: 1_000_000 },
}
let names = 0

/**
 * Everyone has: `add`, `addMany`, `work` (jobs that come from now on are handled), `hold` and `release` (jobs are added
 * meanwhile and handled only then), and `close`. Peers work with their defaults.
 */
export const contestants = {
  ours(port) {
    const { settings } = decideRedisSettings({
      url: `redis://127.0.0.1:${port}`,
      environment: 'test',
      tlsVerify: 'auto',
      maxRetries: 3,
      retryDelayMs: 100,
      connectTimeoutMs: 10_000,
    })
    const prefix = `ours:${++names}`
    const queue = new BullJobQueue({
      settings,
      clock: new SystemClock(),
      random: new SystemRandom(),
      logger: silent,
      prefix,
      // A measurement on a busy machine is to be slow, not to fail.
      deadlineMs: 30_000,
    })
    let ids = 0
    const job = (payload) => ({ ...request, id: `job-${++ids}`, payload })
    return {
      add: (payload) => queue.add(job(payload)),
      addMany: (payloads) => queue.addMany(payloads.map(job)),
      work: (handler, concurrency) => queue.work('work', handler, { concurrency }),
      hold: () => queue.pause('work'),
      release: () => queue.resume('work'),
      close: () => queue.close(0),
    }
  },

  bull(port) {
    const queue = new Bull(`bull-${++names}`, { redis: { port } })
    return {
      add: (payload) => queue.add(payload),
      addMany: (payloads) => queue.addBulk(payloads.map((data) => ({ data }))),
      work: async (handler, concurrency) => {
        void queue.process(concurrency, handler).catch(() => undefined)
        await queue.isReady()
      },
      hold: () => queue.pause(),
      release: () => queue.resume(),
      close: () => queue.close(true),
    }
  },

  bullmq(port) {
    const name = `mq-${++names}`
    const connection = { port }
    const queue = new MqQueue(name, { connection })
    let worker
    return {
      add: (payload) => queue.add('work', payload),
      addMany: (payloads) => queue.addBulk(payloads.map((data) => ({ name: 'work', data }))),
      work: async (handler, concurrency) => {
        worker = new MqWorker(name, handler, { connection: { ...connection, maxRetriesPerRequest: null }, concurrency })
        await worker.waitUntilReady()
      },
      hold: () => queue.pause(),
      release: () => queue.resume(),
      close: async () => {
        await worker?.close(true)
        await queue.close()
      },
    }
  },

  bee(port) {
    const options = { redis: { port }, getEvents: false, sendEvents: false }
    const queue = new BeeQueue(`bee-${++names}`, options)
    let start
    return {
      add: (payload) => queue.createJob(payload).save(),
      addMany: (payloads) => queue.saveAll(payloads.map((payload) => queue.createJob(payload))),
      // It cannot pause: jobs wait for a worker that has not started.
      work: async (handler, concurrency) => {
        start = () => queue.process(concurrency, handler)
        if (!held) start()
      },
      hold: async () => {
        held = true
      },
      release: async () => {
        held = false
        start?.()
      },
      close: () => queue.close(0),
    }
  },

  lists(port) {
    const key = `lists-${++names}`
    const producer = new Redis({ port })
    const workers = []
    let closed = false
    let gate = Promise.resolve()
    let open = () => undefined
    const loop = async (client, handler) => {
      await gate
      while (!closed) {
        const taken = await client.brpop(key, 1).catch(() => undefined)
        if (taken) await handler({ data: JSON.parse(taken[1]) })
      }
    }
    return {
      add: (payload) => producer.lpush(key, JSON.stringify(payload)),
      addMany: (payloads) => producer.lpush(key, ...payloads.map((payload) => JSON.stringify(payload))),
      work: async (handler, concurrency) => {
        for (let n = 0; n < concurrency; n++) {
          const client = new Redis({ port, maxRetriesPerRequest: null })
          workers.push(client)
          void loop(client, handler)
        }
      },
      hold: async () => {
        gate = new Promise((resolve) => {
          open = resolve
        })
      },
      release: async () => open(),
      close: async () => {
        closed = true
        for (const client of [producer, ...workers]) client.disconnect()
      },
    }
  },
}

let held = false
