import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { RedisServer } from '../../support/redis-server.js'
import { runningTime } from '../../support/running-time.js'
import { LoadProcess } from './load-process.js'

let server: RedisServer
const started: LoadProcess[] = []

beforeAll(async () => {
  server = await RedisServer.start()
})

afterEach(async () => {
  for (const one of started.splice(0)) await one.kill()
})

afterAll(() => server.stop())

async function start(count: number): Promise<LoadProcess[]> {
  const made = await Promise.all(Array.from({ length: count }, () => LoadProcess.start(server.url)))
  started.push(...made)
  return made
}

describe('processes that share a Redis', () => {
  it.each([0, 100])('1,000 callers in each of 2 on a cold key: 1 load, which takes %d ms', async (loadMs) => {
    const processes = await start(2)
    for (const one of processes) one.begin({ key: `cold ${loadMs}`, callers: 1000, loadMs })
    const results = await Promise.all(processes.map((one) => one.result()))
    expect(results.reduce((sum, { loads }) => sum + loads, 0)).toBe(1)
    const [loader] = processes.filter((_, index) => results[index]?.loads === 1)
    expect(results.map(({ values }) => values)).toEqual([[loader?.pid], [loader?.pid]])
  })

  it('one that dies while it loads is followed by another when its lease ends', async () => {
    const [dying, heir] = (await start(2)) as [LoadProcess, LoadProcess]
    dying.begin({ key: 'orphan', callers: 10, loadMs: 60_000, hardTimeout: 1 })
    await dying.loading()
    heir.begin({ key: 'orphan', callers: 10, loadMs: 0 })
    await dying.kill()
    // The lease is the second that the loader may take, and one more. What loads is over a minute later.
    const startedAt = runningTime()
    expect(await heir.result()).toEqual({ loads: 1, values: [heir.pid] })
    expect(runningTime() - startedAt).toBeLessThan(50_000)
    expect(JSON.parse(await server.cli('KEYS', 'cg:cache:{api}:l:*'))).toEqual([])
  })

  it('one that dies while it loads does not block others whose loads may take as long', async () => {
    const [dying, heir] = (await start(2)) as [LoadProcess, LoadProcess]
    dying.begin({ key: 'equal', callers: 10, loadMs: 60_000, hardTimeout: 4 })
    await dying.loading()
    await dying.kill()
    heir.begin({ key: 'equal', callers: 10, loadMs: 0, hardTimeout: 4 })
    // The lease lasts longer than anybody would wait for it.
    expect(await heir.result()).toEqual({ loads: 1, values: [heir.pid] })
  })
})
