// Watches a job, cuts the connection of its subscriptions, and closes the queue while the new connection subscribes again.
// Prints what would end a process: unhandled rejections.
//
// node resubscribe-process.mjs <url> <rounds>
import { once } from 'node:events'
import { createRequire, syncBuiltinESMExports } from 'node:module'
import { Redis } from 'ioredis'
import { BullJobQueue, decideRedisSettings } from '../../../dist/adapters/redis/index.js'
import { SystemClock, SystemRandom } from '../../../dist/adapters/system/index.js'

const [url, rounds] = process.argv.slice(2)
const faults = []
process.on('unhandledRejection', (error) => faults.push(error instanceof Error ? error.stack : String(error)))
process.on('uncaughtException', (error) => faults.push(error.stack))

const { settings } = decideRedisSettings({
  ...{ url, environment: 'test', tlsVerify: 'auto', maxRetries: 3, retryDelayMs: 1, connectTimeoutMs: 60_000 },
})
const control = new Redis(url)
await once(control, 'ready')

/** The sockets of the queues. */
const sockets = []
const net = createRequire(import.meta.url)('node:net')
const { connect } = net
net.connect = (...args) => {
  const socket = connect(...args)
  sockets.push(socket)
  return socket
}
syncBuiltinESMExports()

/** Resolves when the queue is closed. */
async function closeOnResubscribe(round) {
  let connects = 0
  let closed = () => undefined
  const end = new Promise((resolve) => {
    closed = resolve
  })
  const heard = (message) => {
    if (message !== 'redis jobs subscriber: ready' || ++connects < 2) return
    // The subscriptions have just been sent. On a slow network their answers do not arrive before the queue is closed.
    for (const socket of sockets) socket.pause()
    queue.close(0).then(closed)
  }
  // The first connection is told at `info`, the end of an outage at `debug`.
  const logger = { debug: heard, info: heard, warn() {}, error() {} }
  const options = { clock: new SystemClock(), random: new SystemRandom(), deadlineMs: 60_000, prefix: `round-${round}` }
  const queue = new BullJobQueue({ ...options, settings, logger })
  const retry = { attempts: 1, backoff: { kind: 'fixed', delayMs: 0, maxDelayMs: 0, jitter: false } }
  const job = { type: 'work', id: 'job', payload: 1, retry, timeoutMs: 1000, retention: { age: 60, count: 10 } }
  await queue.add(job)
  const watching = queue.watch('work', 'job')[Symbol.asyncIterator]()
  await watching.next()
  await control.call('CLIENT', 'KILL', 'TYPE', 'pubsub')
  await end
  // The end of a connection that does not answer takes a moment.
  await Promise.all(sockets.splice(0).map((socket) => socket.closed || once(socket, 'close')))
}

for (let round = 1; round <= Number(rounds); round++) await closeOnResubscribe(round)
// Node reports unhandled rejections after the microtasks of a turn.
await new Promise((resolve) => setImmediate(resolve))
await control.quit()
process.stdout.write(`${JSON.stringify({ rounds: Number(rounds), faults })}\n`)
