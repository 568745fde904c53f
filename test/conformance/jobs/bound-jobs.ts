import type { JobQueue } from '../../../src/ports/index.js'

const METHODS: readonly (keyof JobQueue)[] = [
  ...(['add', 'addMany', 'get', 'list', 'stats', 'cancel', 'retry', 'remove', 'trim'] as const),
  ...(['pause', 'resume', 'work', 'watch', 'close'] as const),
]

/** The methods of a queue as a plain object, so that some can be replaced. */
export function boundJobs(queue: JobQueue): JobQueue {
  return Object.fromEntries(METHODS.map((name) => [name, queue[name].bind(queue)])) as unknown as JobQueue
}
