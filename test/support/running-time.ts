import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'

/** Time between two samples of the watcher thread, in milliseconds. */
const SAMPLE_MS = 5

/** A gap of this length between two samples is a pause of the whole process. */
const PAUSE_MS = 30

/** Where Linux counts how long the main thread was ready and waited for a processor; empty elsewhere. */
const SCHEDULER = existsSync(`/proc/${process.pid}/schedstat`) ? `/proc/${process.pid}/schedstat` : ''

const WATCHER = `
  const { readFileSync } = require('node:fs')
  const { workerData } = require('node:worker_threads')
  const samples = new Float64Array(workerData.memory)
  const sleep = new Int32Array(new SharedArrayBuffer(4))
  const now = () => Number(process.hrtime.bigint()) / 1e6
  // Time on a processor and time in the queue for one.
  const counted = () => {
    if (!workerData.scheduler) return 0
    const [ran, queued] = readFileSync(workerData.scheduler, 'utf8').split(' ').map(Number)
    return (ran + queued) / 1e6
  }
  let countedMs = counted()
  for (samples[0] = now(); ; ) {
    Atomics.wait(sleep, 0, 0, ${SAMPLE_MS})
    const at = now()
    const countedNow = counted()
    // If only this thread was late, the main thread ran, or its wait for a processor is counted by the system already.
    if (at - samples[0] >= ${PAUSE_MS}) samples[1] += Math.max(0, at - samples[0] - (countedNow - countedMs))
    samples[0] = at
    countedMs = countedNow
  }`

/** Time of the last sample, and total length of all pauses, in milliseconds. */
const memory = new SharedArrayBuffer(16)
const samples = new Float64Array(memory)
new Worker(WATCHER, { eval: true, workerData: { memory, scheduler: SCHEDULER } }).unref()

/** Resolves when pauses are being detected. */
export async function watching(): Promise<void> {
  while (samples[0] === 0) await delay(SAMPLE_MS)
}

/**
 * Milliseconds in which the machine let this process run; for upper bounds on the time that the code under test takes.
 *
 * Left out are pauses of the whole process (a stopped process, a paused machine) and, on Linux, the time in which the
 * main thread was ready but others had the processors. A blocked event loop counts: pauses are detected by a separate
 * thread. Time that *other* processes lose, such as a Redis server, is not left out: keep bounds generous, ten times
 * what the code needs and more.
 *
 * @example
 * const start = runningTime()
 * await store.get('key')
 * expect(runningTime() - start).toBeLessThan(10_000)
 */
export function runningTime(): number {
  const now = Number(process.hrtime.bigint()) / 1e6
  const [sampled = 0, pausedMs = 0] = samples
  const sinceMs = sampled === 0 ? 0 : now - sampled
  return now - pausedMs - (sinceMs >= PAUSE_MS ? sinceMs : 0) - queuedMs()
}

/** Time the main thread has waited for a processor so far. 0 if the system does not report it. */
function queuedMs(): number {
  return SCHEDULER === '' ? 0 : Number(readFileSync(SCHEDULER, 'utf8').split(' ')[1]) / 1e6
}
