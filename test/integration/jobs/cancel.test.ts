import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { RedisServer } from '../../support/redis-server.js'
import { runningTime } from '../../support/running-time.js'
import { Closing, queueOn, request, until } from './bull-fixture.js'

const RUNS = 200

let server: RedisServer
const closing = new Closing()

beforeAll(async () => {
  server = await RedisServer.start()
})
afterEach(() => closing.all())
afterAll(() => server.stop())

/** A worker whose runs last until their signal, and who adds and cancels in another queue. */
async function running(prefix: string, lockMs: number) {
  const { queue: worker } = queueOn(server.url, closing, { prefix, lockMs })
  const { queue } = queueOn(server.url, closing, { prefix })
  const begun = new Set<string>()
  const aborted = new Map<string, number>()
  const handler = ({ id, signal }: { readonly id: string; readonly signal: AbortSignal }) => {
    begun.add(id)
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        aborted.set(id, runningTime())
        reject(signal.reason)
      })
    })
  }
  await worker.work('work', handler, { concurrency: RUNS })
  return { queue, begun, aborted }
}

describe('a cancel', () => {
  it(`fires the signal in another connection within 50 ms, 99 times of 100`, async () => {
    const { queue, begun, aborted } = await running('cancel', 10_000)
    const ids = (await queue.addMany(Array.from({ length: RUNS }, () => request()))).map(({ id }) => id)
    await until('all run', 5000, () => (begun.size === RUNS ? true : undefined))
    const waits: number[] = []
    for (const id of ids) {
      const asked = runningTime()
      expect(await queue.cancel('work', id)).toBe('requested')
      waits.push((await until('the signal fires', 5000, () => aborted.get(id))) - asked)
    }
    waits.sort((a, b) => a - b)
    expect(waits[Math.floor(RUNS * 0.99) - 1]).toBeLessThan(50)
    await until('all are cancelled', 5000, async () =>
      (await queue.stats('work')).cancelled === RUNS ? true : undefined,
    )
  })

  it('is found by looking where its message was lost', async () => {
    const { queue, begun, aborted } = await running('cancel-lost', 1000)
    const { id } = await queue.add(request())
    await until('it runs', 5000, () => (begun.size === 1 ? true : undefined))
    // As a cancel whose message nobody got.
    await server.cli('HSET', `cancel-lost:{work}:j.${id}`, 'cancel', '1')
    await until('the signal fires', 10_000, () => aborted.get(id))
    await until('it is cancelled', 10_000, async () =>
      (await queue.get('work', id))?.state === 'cancelled' ? true : undefined,
    )
  })

  it('that comes between the fetch of a job and its begin cancels it before it runs', async () => {
    const prefix = 'cancel-begin'
    const { queue } = queueOn(server.url, closing, { prefix })
    const [{ id }, last] = await Promise.all([queue.add(request()), queue.add(request())])
    const list = (name: string) => `${prefix}:{work}:${name}`
    await server.cli('RPOPLPUSH', list('wait'), list('active'))
    expect(await queue.cancel('work', id)).toBe('requested')
    // A worker that fetches it now finds the flag when it begins.
    await server.cli('LMOVE', list('active'), list('wait'), 'LEFT', 'RIGHT')
    const begun: string[] = []
    await queue.work('work', async (run) => begun.push(run.id), { concurrency: 1 })
    await until('the other is completed', 5000, async () =>
      (await queue.get('work', last.id))?.state === 'completed' ? true : undefined,
    )
    expect(await queue.get('work', id)).toMatchObject({ state: 'cancelled', attempts: 0, cancelRequested: false })
    expect(begun).toEqual([last.id])
  })

  it('of a job that was just fetched cancels it before it runs', async () => {
    const { queue, begun } = await running('cancel-fetched', 1000)
    await queue.pause('work')
    const { id } = await queue.add(request())
    // The list of a paused type is `paused`; from there it is fetched as by a worker that dies at once.
    await server.cli('RPOPLPUSH', 'cancel-fetched:{work}:paused', 'cancel-fetched:{work}:active')
    expect(await queue.cancel('work', id)).toBe('requested')
    await until('it is cancelled', 5000, async () =>
      (await queue.get('work', id))?.state === 'cancelled' ? true : undefined,
    )
    expect(begun.size).toBe(0)
  })
})
