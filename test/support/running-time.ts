import { setTimeout as delay } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'

/** From one look of the watcher to the next, in milliseconds. */
const LOOK_MS = 5

/** A gap of this length is no matter of scheduling any more: nothing of the process ran. */
const STANDSTILL_MS = 30

const WATCHER = `
  const { workerData } = require('node:worker_threads')
  const seen = new Float64Array(workerData)
  const pause = new Int32Array(new SharedArrayBuffer(4))
  const now = () => Number(process.hrtime.bigint()) / 1e6
  for (seen[0] = now(); ; ) {
    Atomics.wait(pause, 0, 0, ${LOOK_MS})
    const at = now()
    if (at - seen[0] >= ${STANDSTILL_MS}) seen[1] += at - seen[0]
    seen[0] = at
  }`

/** When the watcher looked last, and how long the process stood still so far. */
const memory = new SharedArrayBuffer(16)
const seen = new Float64Array(memory)
new Worker(WATCHER, { eval: true, workerData: memory }).unref()

/** Resolves when pauses begin to be seen. */
export async function watching(): Promise<void> {
  while (seen[0] === 0) await delay(LOOK_MS)
}

/**
 * Milliseconds that only go on while the machine lets this process run: a bound on what the code under test takes is
 * not for the pauses of a machine that others use too. They are seen by a thread of its own, so that a handler that
 * blocks the event loop is no pause: its time counts.
 */
export function runningTime(): number {
  const now = Number(process.hrtime.bigint()) / 1e6
  const [looked = 0, stoodStillMs = 0] = seen
  const sinceMs = looked === 0 ? 0 : now - looked
  return now - stoodStillMs - (sinceMs >= STANDSTILL_MS ? sinceMs : 0)
}
