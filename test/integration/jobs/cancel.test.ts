import { describe, expect, it } from '@jest/globals'
import { until } from '../../support/until.js'
import { jobsOnRedis, reaches, request } from './bull-fixture.js'

const RUNS = 50

/** With this lock time, no renewal happens during a test, so a cancel is not found by polling. */
const NEVER_LOOKS = { lockMs: 3_600_000 }

const { newQueue, cli } = jobsOnRedis('cancel')

/** A worker whose runs last until their signal aborts, and a second queue that adds and cancels. */
async function running(options: { readonly lockMs?: number } = {}) {
  const { queue: worker, prefix, base } = newQueue(options)
  const { queue } = newQueue({ prefix })
  const started = new Set<string>()
  const aborted = new Set<string>()
  const handler = ({ id, signal }: { readonly id: string; readonly signal: AbortSignal }) => {
    started.add(id)
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        aborted.add(id)
        reject(signal.reason)
      })
    })
  }
  await worker.work('work', handler, { concurrency: RUNS })
  return { queue, base, started, aborted }
}

describe('a cancel', () => {
  it('aborts the run in another process by message, and no other run', async () => {
    const { queue, started, aborted } = await running(NEVER_LOOKS)
    const ids = (await queue.addMany(Array.from({ length: RUNS }, () => request()))).map(({ id }) => id)
    await until('all run', () => (started.size === RUNS ? true : undefined))
    for (const [index, id] of ids.entries()) {
      expect(await queue.cancel('work', id)).toBe('requested')
      await until('the signal fires', () => aborted.has(id) || undefined)
      expect([...aborted]).toEqual(ids.slice(0, index + 1))
    }
    await until('all are cancelled', async () => ((await queue.stats('work')).cancelled === RUNS ? true : undefined))
  })

  it('is found by the lock renewal if its message was lost', async () => {
    const { queue, base, started, aborted } = await running({ lockMs: 400 })
    const { id } = await queue.add(request())
    await until('it runs', () => (started.size === 1 ? true : undefined))
    // Like a cancel whose message was lost.
    await cli('HSET', `${base}j.${id}`, 'cancel', '1')
    await until('the signal fires', () => aborted.has(id) || undefined)
    await reaches(queue, id, 'cancelled')
  })

  it('between fetch and claim cancels the job before it runs', async () => {
    const { queue, base } = newQueue()
    const [{ id }, last] = await Promise.all([queue.add(request()), queue.add(request())])
    await cli('RPOPLPUSH', `${base}wait`, `${base}active`)
    expect(await queue.cancel('work', id)).toBe('requested')
    // A worker that fetches the job now finds the flag when it claims it.
    await cli('LMOVE', `${base}active`, `${base}wait`, 'LEFT', 'RIGHT')
    const started: string[] = []
    await queue.work('work', async (run) => started.push(run.id), { concurrency: 1 })
    await reaches(queue, last.id, 'completed')
    expect(await queue.get('work', id)).toMatchObject({ state: 'cancelled', attempts: 0, cancelRequested: false })
    expect(started).toEqual([last.id])
  })

  it('of a fetched job cancels it before it runs', async () => {
    const { queue, base, started } = await running({ lockMs: 400 })
    await queue.pause('work')
    const { id } = await queue.add(request())
    // The list of a paused type is `paused`; the job is fetched from it as by a worker that dies at once.
    await cli('RPOPLPUSH', `${base}paused`, `${base}active`)
    expect(await queue.cancel('work', id)).toBe('requested')
    await reaches(queue, id, 'cancelled')
    expect(started.size).toBe(0)
  })
})
