import { afterEach, describe, expect, it } from '@jest/globals'
import type { App } from '../../../src/app/app.js'
import { readConfig } from '../../../src/index.js'
import { PostgresServer } from '../../support/postgres-server.js'
import { RedisServer } from '../../support/redis-server.js'
import { ServiceProcess } from '../../support/service-process.js'
import { AppFixture, addSample, ended } from './app-fixture.js'

const fixture = new AppFixture()
let ending: (() => Promise<unknown>)[] = []

afterEach(async () => {
  await fixture.end()
  for (const end of ending.reverse()) await end()
  ending = []
})

async function servers(): Promise<{ readonly REDIS_URL: string; readonly DATABASE_URL: string }> {
  const [redis, postgres] = await Promise.all([RedisServer.start(), PostgresServer.start()])
  ending.push(
    () => redis.stop(),
    () => postgres.stop(),
  )
  return { REDIS_URL: redis.url, DATABASE_URL: await postgres.createDatabase() }
}

async function worker(env: { readonly [name: string]: string }): Promise<ServiceProcess> {
  const process = new ServiceProcess(['worker'], env, await fixture.dataDir())
  ending.push(() => {
    process.kill('SIGKILL')
    return process.ended
  })
  await process.says('Working on curriculum_generation')
  return process
}

async function bytesOf(app: App): Promise<string> {
  return JSON.stringify((await app.curricula.getCurriculum('home-network')).generated)
}

describe('a web process and a worker on Redis and Postgres', () => {
  it('give the same bytes as one process in memory with the embedded database', async () => {
    const env = await servers()
    const web = await fixture.open(readConfig(env))
    await addSample(web)
    const { id } = await web.curricula.requestCurriculum('home-network', { userId: 'user-1' })
    await worker(env)
    expect(await ended(web, id)).toMatchObject({ state: 'completed', attempts: 1, result: { version: 1 } })

    const alone = await fixture.open()
    await addSample(alone)
    await alone.curricula.generate('home-network', { userId: 'user-2' })
    const bytes = await bytesOf(alone)
    expect(bytes.length).toBeGreaterThan(100_000)
    expect(await bytesOf(web)).toBe(bytes)

    // And again from the cache in Redis: a version made from the same, into which nothing went twice.
    await web.programs.deleteProgram('home-network')
    await addSample(web)
    const { hits } = await web.cache.getStats()
    await web.curricula.generate('home-network', { userId: 'user-3' })
    expect((await web.cache.getStats()).hits - hits).toBeGreaterThanOrEqual(8)
    expect(await bytesOf(web)).toBe(bytes)
  })

  it('create one version although the worker is killed', async () => {
    const env = await servers()
    const web = await fixture.open(readConfig(env))
    await addSample(web)
    const { id } = await web.curricula.requestCurriculum('home-network', { userId: 'user-1' })
    const first = await worker(env)
    for await (const { progress } of web.jobs.watch('curriculum_generation', id)) {
      if (progress.percent >= 30) break
    }
    first.kill('SIGKILL')
    await first.ended
    expect(await web.curricula.listVersions('home-network')).toEqual([])
    await worker(env)
    expect(await ended(web, id)).toMatchObject({ state: 'completed', result: { version: 1, created: true } })
    expect(await web.curricula.listVersions('home-network')).toHaveLength(1)
  })
})
