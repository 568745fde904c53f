// Opens and closes connections over TLS while the event loop is blocked again and again, and reports what would end a
// process: uncaught exceptions and unhandled rejections.
//
// node closing-process.mjs <dist> <settings as JSON> <rounds>
import { createRequire, syncBuiltinESMExports } from 'node:module'

const [dist, settingsText, rounds] = process.argv.slice(2)
const tls = createRequire(import.meta.url)('node:tls')

/** When each socket gets one more error. In life the order depends on the network and on how long the loop is blocked. */
const MOMENTS = {
  none: () => undefined,
  'before the handshake': (_socket, fail) => process.nextTick(fail),
  'with the handshake': (socket, fail) => process.nextTick(() => socket.once('secureConnect', fail)),
  'right after the handshake': (socket, fail) => socket.once('secureConnect', () => process.nextTick(fail)),
  'some time after the handshake': (socket, fail) => socket.once('secureConnect', () => setImmediate(fail)),
  'after another error': (socket, fail) => {
    socket.once('secureConnect', () => setImmediate(() => socket.destroy(new Error('reset'))))
    socket.prependOnceListener('error', () => setImmediate(fail))
  },
  'after the end': (socket, fail) => socket.once('close', () => setImmediate(fail)),
}

let moment = MOMENTS.none
let sockets = 0
let errors = 0
const { connect } = tls
tls.connect = (...args) => {
  const socket = connect(...args)
  sockets += 1
  moment(socket, () => {
    errors += 1
    socket.emit('error', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))
    socket.destroy()
  })
  return socket
}
syncBuiltinESMExports()

const faults = []
let place = ''
const note = (kind) => (error) => faults.push(`${place}: ${kind}: ${error instanceof Error ? error.stack : error}`)
process.on('uncaughtException', note('uncaught exception'))
process.on('unhandledRejection', note('unhandled rejection'))

const { BullJobQueue, RedisConnection } = await import(`${dist}/adapters/redis/index.js`)
const { DoctorConnection } = await import(`${dist}/adapters/redis/doctor/doctor-connection.js`)
const { SystemClock, SystemRandom } = await import(`${dist}/adapters/system/index.js`)
const logger = { debug() {}, info() {}, warn() {}, error() {} }
const shared = { clock: new SystemClock(), random: new SystemRandom(), logger }

const CLIENTS = {
  connection: (settings) => {
    const connection = new RedisConnection({ ...shared, settings, name: 'main' })
    connection.connect()
    return () => connection.close(0)
  },
  jobs: (settings) => {
    const queue = new BullJobQueue({ ...shared, settings, deadlineMs: 20 })
    queue.work('work', async () => 'done', { concurrency: 1 }).catch(() => undefined)
    const watching = queue.watch('work', 'id')[Symbol.asyncIterator]()
    watching.next().catch(() => undefined)
    return () => queue.close(0)
  },
  doctor: (settings) => {
    const doctor = new DoctorConnection(settings, 'doctor:', shared.clock)
    doctor.open(undefined, new AbortController().signal).catch(() => undefined)
    return () => doctor.close()
  },
}

let seed = 1
function random(below) {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff
  return (seed >> 8) % below
}

function block(ms) {
  const end = performance.now() + ms
  while (performance.now() < end);
}

async function turns(count) {
  for (let n = 0; n < count; n++) await new Promise(setImmediate)
}

let closed = 0
for (const [name, settings] of Object.entries(JSON.parse(settingsText))) {
  for (const [client, open] of Object.entries(CLIENTS)) {
    for (const [when, own] of Object.entries(MOMENTS)) {
      place = `${client}, ${name}, an error ${when}`
      moment = own
      for (let round = 0; round < Number(rounds); round++) {
        const closes = Array.from({ length: 4 }, () => open(settings))
        for (let step = random(3); step >= 0; step--) {
          await turns(random(4))
          block(random(4))
          await new Promise((resolve) => setTimeout(resolve, random(4)))
        }
        await Promise.all(closes.map((close) => close()))
        closed += closes.length
        await turns(3)
      }
    }
  }
}
await new Promise((resolve) => setTimeout(resolve, 300))
process.stdout.write(`${JSON.stringify({ sockets, errors, closed, faults: [...new Set(faults)] })}\n`)
process.exit(0)
