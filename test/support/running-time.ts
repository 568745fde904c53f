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
  let countedMs = (samples[2] = counted())
  for (samples[0] = now(); ; ) {
    Atomics.wait(sleep, 0, 0, ${SAMPLE_MS})
    const at = now()
    const countedNow = counted()
    // Of a late sample, what the main thread ran or waited for a processor is no pause. The system counts a wait when it
    // is over, which may be in a later sample: then it was taken for a pause, and is given back.
    const uncounted = at - samples[0] - (countedNow - countedMs)
    if (at - samples[0] >= ${PAUSE_MS} || uncounted < 0) samples[1] = Math.max(0, samples[1] + uncounted)
    samples[2] = countedNow
    samples[0] = at
    countedMs = countedNow
  }`

/** Time of the last sample, total length of all pauses, and what the scheduler had counted at that sample, in milliseconds. */
const memory = new SharedArrayBuffer(24)
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
  const [ran, queued] = scheduled()
  const [sampled = 0, pausedMs = 0, countedMs = 0] = samples
  const sinceMs = sampled === 0 ? 0 : now - sampled
  const uncounted = sinceMs - (SCHEDULER === '' ? 0 : ran + queued - countedMs)
  const pauseMs = sinceMs >= PAUSE_MS || uncounted < 0 ? Math.max(-pausedMs, uncounted) : 0
  return now - pausedMs - pauseMs - queued
}

/** Time the main thread has run and has waited for a processor so far. 0 if the system does not report it. */
function scheduled(): readonly [ran: number, queued: number] {
  if (SCHEDULER === '') return [0, 0]
  const [ran = 0, queued = 0] = readFileSync(SCHEDULER, 'utf8').split(' ').map(Number)
  return [ran / 1e6, queued / 1e6]
}
