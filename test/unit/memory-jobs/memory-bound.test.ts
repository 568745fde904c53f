import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from '@jest/globals'
import { QueueFixture } from './queue-fixture.js'

const MEBIBYTE = 1024 * 1024

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes of heap that are still held after a collection. */
async function held(): Promise<number> {
  // What was looked at in this turn stays alive until its end; some things go only once others are gone.
  for (let round = 0; round < 3; round++) {
    await new Promise<void>((resolve) => setImmediate(resolve))
    collect()
  }
  return process.memoryUsage().heapUsed
}

/** Bytes that go with a queue of 1,000 waiting jobs. */
async function heldByQueue(payloadBytes: number): Promise<number> {
  const holder: { fixture?: QueueFixture } = { fixture: new QueueFixture() }
  // Made one by one, so that nothing but the queue holds them.
  for (let n = 0; n < 1000; n++) await holder.fixture?.add({ payload: `${n}`.padEnd(payloadBytes, 'x') })
  expect((await holder.fixture?.queue.stats('work'))?.waiting).toBe(1000)
  const full = await held()
  delete holder.fixture
  return full - (await held())
}

describe('the memory of the queue', () => {
  it.each([
    ['small payloads', 100, 2],
    ['payloads near the bound of all together', 15 * 1024, 16],
  ])('1,000 waiting jobs with %s stay under it', async (_, payloadBytes, mebibytes) => {
    // What suites before this one left behind may go at the same moment: the least of a few is the queue's own.
    const measured: number[] = []
    for (let round = 0; round < 4; round++) measured.push(await heldByQueue(payloadBytes))
    const bytes = Math.min(...measured)
    expect(bytes).toBeLessThan(mebibytes * MEBIBYTE)
    // What was measured was there: the payloads alone are this much.
    expect(bytes).toBeGreaterThan(1000 * payloadBytes)
  })

  it('does not hold the texts from which progress and failures were cut', async () => {
    const f = new QueueFixture()
    const long = (n: number) => `${n}`.padEnd(MEBIBYTE, 'x')
    const before = await held()
    await f.work(20)
    for (let n = 0; n < 20; n++) await f.add(f.retries(2))
    await f.settle()
    for (let n = 0; n < 20; n++) {
      f.run(n).run.progress({ percent: 1, stage: 's', message: long(n) })
      if (n % 2) await f.run(n).fail(Object.assign(new Error(), { message: long(n), stack: long(n) }))
    }
    f.runs.splice(0)
    f.logger.lines.splice(0)
    expect((await held()) - before).toBeLessThan(5 * MEBIBYTE)
    expect((await f.queue.stats('work')).delayed).toBe(10)
  })

  it('does not grow with finished jobs beyond their bound', async () => {
    const f = new QueueFixture({ maxFinishedBytes: 2 * MEBIBYTE })
    await f.work()
    const retention = { age: 3600, count: 1_000_000 }
    // The first ones bring the code and the tables of all.
    for (let n = 0; n < 3000; n++) await f.queue.cancel('work', await f.add({ retention, delayMs: 1 }))
    const { cancelled } = await f.queue.stats('work')
    expect(cancelled).toBeGreaterThan(1000)
    expect(cancelled).toBeLessThan(3000)
    const full = await held()
    for (let n = 0; n < 3000; n++) await f.queue.cancel('work', await f.add({ retention, delayMs: 1 }))
    expect((await f.queue.stats('work')).cancelled).toBeLessThanOrEqual(cancelled)
    expect((await held()) - full).toBeLessThan(MEBIBYTE / 2)
  })
})
