import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { type App, createApp, defineJob } from '../../../src/index.js'
import { GOOD, MEASURED, runDoctorOn } from '../../support/doctor-fixture.js'
import { patient } from '../../support/patient-config.js'
import { RecordingLogger } from '../../support/recording-logger.js'
import { RedisServer } from '../../support/redis-server.js'
import { untilHealth } from '../../support/until-health.js'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** The commands of the guide that create the user of an app. */
const USERS = [...readFileSync('docs/guides/doctor.md', 'utf8').matchAll(/^ACL SETUSER app .*$/gm)].map(
  ([line]) => line,
)

const work = defineJob({ type: 'work', payload: z.object({ n: z.number() }) })

async function serve(user: string, keyPrefix: string) {
  const server = await RedisServer.start(GOOD)
  closing.push(() => server.stop())
  await server.cli(...user.replaceAll('cg:', keyPrefix).split(' '))
  const url = server.url.replace('redis://', 'redis://app:password@')
  return { server, env: { REDIS_URL: url, REDIS_KEY_PREFIX: keyPrefix } }
}

/** The commands that Redis denied to the user. */
async function denied(server: RedisServer): Promise<readonly string[]> {
  const entries = JSON.parse(await server.cli('ACL', 'LOG', '128')) as Record<string, string>[] | string[][]
  return entries.map((entry) => {
    const fields = Array.isArray(entry)
      ? Object.fromEntries(entry.flatMap((name, at) => (at % 2 ? [] : [[name, entry[at + 1]]])))
      : entry
    return String(fields.object)
  })
}

/** Uses all of cache, sessions and jobs. */
async function useAll(app: App): Promise<void> {
  const { cache, sessions, jobs } = app
  await cache.mset([{ key: 'k', value: 1 }], { tags: ['t'] })
  expect(await cache.get('k')).toBe(1)
  expect(await cache.getOrSet('l', () => 2, { tags: ['t'], grace: 60 })).toBe(2)
  expect(await cache.increment('n')).toBe(1)
  await cache.delete('n')
  await cache.invalidateTags(['t'])
  await cache.clearNamespace('api')
  expect(await cache.get('k')).toBeUndefined()
  expect((await cache.getStats()).connected).toBe(true)

  const { id } = await sessions.createSession(undefined, { userId: 'u', email: 'u@example.org', role: 'author' })
  const { id: rotated } = await sessions.rotateSession(id, { a: 1 })
  await sessions.updateSession(rotated, { b: 2, a: undefined })
  await sessions.touchSession(rotated, 600)
  expect(await sessions.listUserSessions('u')).toHaveLength(1)
  expect(await sessions.revokeUserSessions('u')).toBe(1)
  expect(await sessions.getStats()).toMatchObject({ connected: true, sessions: 0 })

  let fails = true
  jobs.define(work)
  jobs.handle(work, async ({ payload, progress, signal }) => {
    progress(50)
    if (payload.n === 2) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    if (payload.n === 3 && fails) throw new Error('once')
    return signal.aborted ? Promise.reject(signal.reason) : payload.n
  })
  const stop = await jobs.startWorkers()
  const end = async (n: number, options = {}) => {
    const { id: job } = await jobs.addJob(work, { n }, options)
    let last: unknown
    for await (const { state } of jobs.watch(work, job)) {
      last = state
      if (n === 2 && state === 'active') await jobs.cancelJob(work, job)
    }
    return [job, last] as const
  }
  expect((await end(1, { priority: 1, delayMs: 10, key: 'key' }))[1]).toBe('completed')
  expect((await end(2))[1]).toBe('cancelled')
  const [failed, state] = await end(3)
  expect(state).toBe('failed')
  fails = false
  await jobs.retryJob(work, failed)
  for await (const status of jobs.watch(work, failed)) if (status.state === 'failed') throw new Error('failed again')
  await jobs.pauseQueue(work)
  await jobs.addJobs(work, [{ payload: { n: 4 }, id: 'waits' }])
  expect((await jobs.listJobs(work)).length).toBe(4)
  expect(await jobs.removeJob(work, 'waits')).toBe(true)
  await jobs.resumeQueue(work)
  await stop()
}

describe.each(USERS.map((user, index) => [['list of commands', 'categories'][index], user] as const))(
  'the user of the guide, by %s',
  (_, user) => {
    it.each(['cg:', 'shop-staging:'])('passes the doctor with the prefix %s', async (keyPrefix) => {
      const { server, env } = await serve(user, keyPrefix)
      const { exitCode, report } = await runDoctorOn(env, { quick: true })
      const bad = report.checks.filter(({ id, status }) => !MEASURED.includes(id) && !['ok', 'skip'].includes(status))
      expect(bad).toEqual([])
      expect(exitCode).toBe(0)
      const done = ['acl', 'write', 'cache', 'sessions', 'jobs'].map((name) =>
        report.checks.find(({ id }) => id === name),
      )
      expect(done.map((check) => check?.status)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok'])
      expect(await server.cli('DBSIZE')).toBe('0')
    })

    it('runs an app without a denied command', async () => {
      const { server, env } = await serve(user, 'shop:')
      const logger = new RecordingLogger()
      const redis = { url: env.REDIS_URL, keyPrefix: 'shop:' }
      const app = await createApp(patient({ redis }), { logger })
      closing.push(() => app.close())
      await app.ready
      await useAll(app)
      for (const name of ['cache', 'sessions', 'jobs', 'redis']) await untilHealth(app, name, 'healthy')
      await app.close()
      expect((await denied(server)).filter((command) => command !== 'client|setinfo')).toEqual([])
      expect(logger.messages('warn')).toEqual([])
      const keys = JSON.parse(await server.cli('KEYS', '*')) as string[]
      expect(keys.filter((key) => !key.startsWith('shop:'))).toEqual([])
    })
  },
)

it('the guide has two users', () => {
  expect(USERS).toHaveLength(2)
})
