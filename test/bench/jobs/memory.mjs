// The queue in memory against fastq.promise: add and process, and the idle latency from add to handler.
//   npm run build && (cd test/bench/jobs && npm ci) && node test/bench/jobs/memory.mjs
// Rounds are interleaved and in changing order; what counts is the median of the ratios of each round.
import fastq from 'fastq'
import { MemoryJobQueue } from '../../../dist/adapters/memory/index.js'
import { SystemClock, SystemIds, SystemRandom } from '../../../dist/adapters/system/index.js'
import { median, quantile } from './median.mjs'

const ROUNDS = 31
const BATCHES = 20
/** Nearly as many as the queue holds by default: some may just be ending when the next batch comes. */
const BATCH = 900
const IDLE_SAMPLES = 2000

const silent = { debug() {}, info() {}, warn() {}, error() {} }
const retry = { attempts: 3, backoff: { kind: 'exponential', delayMs: 1000, maxDelayMs: 60_000, jitter: true } }
const retention = { age: 86_400, count: 1000 }
const idSource = new SystemIds()
const makeRequest = (n) => ({
  type: 'work',
  id: idSource.next(),
  payload: { n },
  retry,
  timeoutMs: 600_000,
  retention,
})

function makeQueue() {
  return new MemoryJobQueue({ clock: new SystemClock(), random: new SystemRandom(), logger: silent })
}

/** Milliseconds for all batches: each is added at once, and done before the next. */
async function ours(concurrency) {
  const queue = makeQueue()
  let left = 0
  let done
  const handle = async () => {
    if (--left === 0) done()
  }
  await queue.work('work', handle, { concurrency })
  let ms = 0
  for (let batch = 0; batch < BATCHES; batch++) {
    const requests = Array.from({ length: BATCH }, (_, n) => makeRequest(n))
    left = BATCH
    const finished = new Promise((resolve) => {
      done = resolve
    })
    const begin = performance.now()
    await Promise.all(requests.map((request) => queue.add(request)))
    await finished
    ms += performance.now() - begin
  }
  await queue.close(0)
  return ms
}

async function peer(concurrency) {
  const queue = fastq.promise(async () => undefined, concurrency)
  let ms = 0
  for (let batch = 0; batch < BATCHES; batch++) {
    const payloads = Array.from({ length: BATCH }, (_, n) => ({ n }))
    const begin = performance.now()
    await Promise.all(payloads.map((payload) => queue.push(payload)))
    ms += performance.now() - begin
  }
  return ms
}

/** Milliseconds from an add to an idle queue until its handler begins. */
async function idleLatencies() {
  const queue = makeQueue()
  const samples = []
  let notifyStart
  await queue.work('work', async () => notifyStart(), { concurrency: 1 })
  for (let n = 0; n < IDLE_SAMPLES; n++) {
    const running = new Promise((resolve) => {
      notifyStart = resolve
    })
    const request = makeRequest(n)
    const begin = performance.now()
    void queue.add(request)
    await running
    samples.push(performance.now() - begin)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await queue.close(0)
  return samples
}

for (const concurrency of [1, 16, 64]) {
  const rounds = []
  for (let round = -5; round < ROUNDS; round++) {
    const order = round % 2 === 0 ? [ours, peer] : [peer, ours]
    const times = new Map()
    for (const run of order) times.set(run, await run(concurrency))
    // The first ones warm the compiler up.
    if (round >= 0) rounds.push({ ours: times.get(ours), peer: times.get(peer) })
  }
  const perSecond = (name) => Math.round((BATCHES * BATCH * 1000) / median(rounds.map((round) => round[name])))
  const ratio = median(rounds.map(({ ours, peer }) => peer / ours))
  console.log(
    `add + process, concurrency ${concurrency}: ${perSecond('ours')}/s, fastq.promise ${perSecond('peer')}/s, ` +
      `ratio ${ratio.toFixed(2)} (bar 0.30)`,
  )
}
const latencies = await idleLatencies()
console.log(
  `idle add -> handler: p50 ${quantile(latencies, 0.5).toFixed(4)} ms (bar 0.2), p99 ${quantile(latencies, 0.99).toFixed(4)} ms`,
)
