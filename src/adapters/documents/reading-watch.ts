import type { Clock, Timer } from '../../ports/platform/index.js'
import type { DocumentLimits } from './document-limits.js'
import { Refusal } from './refusals.js'

const LOOK_MS = 100
const MIB = 1024 * 1024

/**
 * Looks after the reading of one file from outside of its thread: its time, and the memory of the process. The heap
 * limit of the thread does not see typed arrays, and these are what a PDF engine unpacks to.
 *
 * @param stop called once at most, with the reason
 */
export function watchReading(
  clock: Clock,
  { deadlineMs, memoryMb }: DocumentLimits,
  stop: (reason: Refusal) => void,
): { cancel(): void } {
  // Others in the process let memory go meanwhile: the growth is what was added to the least.
  let least = process.memoryUsage.rss()
  let next: Timer | undefined
  const end = (reason: Refusal): void => {
    watch.cancel()
    stop(reason)
  }
  const look = (): void => {
    next = clock.setTimer(LOOK_MS, look)
    const taken = process.memoryUsage.rss()
    least = Math.min(least, taken)
    if (taken - least > memoryMb * MIB) end(new Refusal('too-much-memory', `more than ${memoryMb} MiB`))
  }
  const deadline = clock.setTimer(deadlineMs, () => end(new Refusal('too-slow', `more than ${deadlineMs} ms`)))
  const watch = {
    cancel: () => {
      deadline.cancel()
      next?.cancel()
    },
  }
  next = clock.setTimer(LOOK_MS, look)
  return watch
}
