// The queue on Bull against Bull as it is, and beside other queues on Redis.
//   npm run build && (cd test/bench/jobs && npm ci) && node test/bench/jobs/bull.mjs [rounds] [case...]
// Rounds are interleaved, in changing order, on a server of their own; what counts is the median of the ratios of each
// round. Peers run in every fourth round only: they are there to be seen beside, not to be beaten.
import { contestants } from './bull-contestants.mjs'
import { startServer } from './bull-server.mjs'
import { median, quantile } from './median.mjs'

const ROUNDS = Number(process.argv[2] ?? 20)
const CASES = process.argv.slice(3)
const PEERS = ['bullmq', 'bee', 'lists']

/** As the main job of the product has them: two identifiers. */
const payloads = (count) =>
  Array.from({ length: count }, (_, n) => ({
    userId: `3f8a1c52-77e0-4d0b-9a54-${String(n).padStart(12, '0')}`,
    programId: `b0a7e6d4-0c1f-4b7e-8f63-${String(n).padStart(12, '0')}`,
  }))

/** Milliseconds for adding `count` jobs, so many at once. */
const adding = (count, atOnce) => async (queue) => {
  const left = payloads(count)
  const begin = performance.now()
  const one = async () => {
    for (let payload = left.pop(); payload; payload = left.pop()) await queue.add(payload)
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  return performance.now() - begin
}

const bulk = (count) => async (queue) => {
  const all = payloads(count)
  const begin = performance.now()
  await queue.addMany(all)
  return performance.now() - begin
}

/** Milliseconds for working off `count` jobs that are there already. */
const processing = (count, concurrency) => async (queue) => {
  await queue.hold()
  await queue.addMany(payloads(count))
  let left = count
  let done
  const finished = new Promise((resolve) => {
    done = resolve
  })
  await queue.work(async () => {
    if (--left === 0) done()
  }, concurrency)
  await new Promise((resolve) => setTimeout(resolve, 50))
  const begin = performance.now()
  await queue.release()
  await finished
  return performance.now() - begin
}

/** Median of the milliseconds from an add to an idle queue until its handler begins. */
const idling = (count) => async (queue) => {
  const samples = []
  const [payload] = payloads(1)
  let notifyStart
  await queue.work(async () => notifyStart(), 1)
  for (let n = -20; n < count; n++) {
    const running = new Promise((resolve) => {
      notifyStart = resolve
    })
    const begin = performance.now()
    void queue.add(payload)
    await running
    if (n >= 0) samples.push(performance.now() - begin)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  return quantile(samples, 0.5)
}

const cases = {
  'add-sequential': { run: adding(1000, 1), count: 1000 },
  'add-100-in-flight': { run: adding(5000, 100), count: 5000 },
  'add-bulk-10k': { run: bulk(10_000), count: 10_000 },
  'process-1': { run: processing(2000, 1), count: 2000 },
  'process-16': { run: processing(4000, 16), count: 4000 },
  'process-64': { run: processing(4000, 64), count: 4000 },
  'idle-latency': { run: idling(200) },
}

const server = await startServer()
for (const [name, { run, count }] of Object.entries(cases)) {
  if (CASES.length > 0 && !CASES.includes(name)) continue
  const times = new Map()
  const ratios = []
  for (let round = -1; round < ROUNDS; round++) {
    const pair = round % 2 === 0 ? ['ours', 'bull'] : ['bull', 'ours']
    const here = new Map()
    for (const who of round % 4 === 0 ? [...pair, ...PEERS] : pair) {
      const queue = contestants[who](server.port)
      await queue.add({ warm: true })
      here.set(who, await run(queue))
      await queue.close()
      await server.control.flushall()
    }
    if (round < 0) continue
    for (const [who, ms] of here) times.set(who, [...(times.get(who) ?? []), ms])
    ratios.push(here.get('bull') / here.get('ours'))
  }
  const shown = [...times].map(([who, all]) => {
    const ms = median(all)
    return `${who} ${count ? `${Math.round((count * 1000) / ms)}/s` : `${ms.toFixed(3)} ms`}`
  })
  console.log(
    `${name}: ${shown.join(', ')}; ours to Bull ${median(ratios).toFixed(2)} times (median of ${ROUNDS} rounds)`,
  )
}
await server.stop()
