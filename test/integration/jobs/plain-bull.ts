import Bull, { type Job, type Queue } from 'bull'
import type { Closing } from './bull-fixture.js'

let queues = 0

/** Plain Bull, to prove that the problems we work around exist. */
export function plainBull(url: string, closing: Closing): Queue {
  const queue = new Bull(`plain-${++queues}`, url)
  queue.on('error', () => undefined)
  closing.add(() => queue.close(true))
  return queue
}

/** The hash of a job. */
export async function fieldsOf(queue: Queue, job: Job): Promise<{ readonly [name: string]: string }> {
  return queue.client.hgetall(queue.toKey(String(job.id)))
}
