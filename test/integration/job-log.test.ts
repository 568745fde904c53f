import { once } from 'node:events'
import { afterEach, describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { type App, createApp, defineJob, readConfig } from '../../src/index.js'
import { patient } from '../support/patient-config.js'
import { RecordingLogger } from '../support/recording-logger.js'
import { RedisServer } from '../support/redis-server.js'
import { until } from '../support/until.js'

const closing: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const task = defineJob({ type: 'task', payload: z.object({ does: z.string() }), attempts: 2, backoff: { delayMs: 1 } })

/** An app with a worker whose jobs do as their payload says. */
async function appOn(store: string) {
  let hanging = 0
  const logger = new RecordingLogger()
  const env: NodeJS.ProcessEnv = {}
  if (store === 'Redis') {
    const server = await RedisServer.start()
    closing.push(() => server.stop())
    env.REDIS_URL = server.url
  }
  const app = await createApp(patient(readConfig(env)), { logger })
  closing.push(() => app.close())
  await app.ready
  app.jobs.define(task)
  app.jobs.handle(task, async ({ payload, signal }) => {
    if (payload.does === 'fail') throw new Error('no')
    if (payload.does !== 'hang') return 1
    hanging += 1
    if (!signal.aborted) await once(signal, 'abort')
    throw signal.reason
  })
  await app.startWorkers({ types: ['task'] })
  // Watchers see a job as active before its handler runs; a job that is cancelled in between has no run.
  return { app, logger, isHanging: () => hanging > 0 }
}

async function untilState(app: App, id: string, state: string): Promise<void> {
  for await (const status of app.jobs.watch(task, id)) if (status.state === state) return
}

const jobLines = ({ lines }: RecordingLogger) =>
  lines
    .filter(({ message, level }) => message.startsWith('job ') && level !== 'debug')
    .map(({ level, message, fields }) => ({ line: `${level} ${message}`, fields }))

const run = (id: string, attempt = 1) => ({ type: 'task', id, attempt, durationMs: expect.any(Number) })

describe.each(['memory', 'Redis'])('the log of jobs in %s', (store) => {
  it('has one line for each run, with type, id, attempt and duration', async () => {
    const { app, logger, isHanging } = await appOn(store)
    const add = async (does: string) => (await app.jobs.addJob(task, { does })).id
    const good = await add('work')
    await untilState(app, good, 'completed')
    const bad = await add('fail')
    await untilState(app, bad, 'failed')
    const cancelled = await add('hang')
    await until('the handler runs', () => isHanging() || undefined)
    await app.jobs.cancelJob(task, cancelled)
    await untilState(app, cancelled, 'cancelled')
    // Redis tells watchers before it answers the worker.
    await until('four runs have ended', () => jobLines(logger).length === 4 || undefined)
    expect(jobLines(logger)).toEqual([
      { line: 'info job completed', fields: run(good) },
      {
        line: 'warn job attempt failed and will be retried',
        fields: { ...run(bad), maxAttempts: 2, delayMs: expect.any(Number), error: expect.any(Error) },
      },
      { line: 'error job failed', fields: { ...run(bad, 2), maxAttempts: 2, error: expect.any(Error) } },
      { line: 'info job cancelled', fields: run(cancelled) },
    ])
  })

  it('has one line for a job that ends with its process, and close ends at once when its signal aborts', async () => {
    const { app, logger, isHanging } = await appOn(store)
    const { id } = await app.jobs.addJob(task, { does: 'hang' })
    await until('the handler runs', () => isHanging() || undefined)
    const hurry = new AbortController()
    const closed = app.close({ signal: hurry.signal })
    hurry.abort()
    await closed
    const expected =
      store === 'Redis'
        ? { line: 'info job given back: this worker is stopping', fields: run(id) }
        : { line: 'error job lost: the queue closed before the job finished', fields: expect.objectContaining({ id }) }
    expect(jobLines(logger)).toEqual([expected])
  })
})

describe('the log of an outage', () => {
  it('has one warning for cache, sessions and jobs, and one line when it is over', async () => {
    const server = await RedisServer.start({ appendOnly: true })
    closing.push(() => server.stop())
    const logger = new RecordingLogger()
    const config = readConfig({ REDIS_URL: server.url, REDIS_RETRY_DELAY: '100' })
    const app = await createApp({ ...config, jobs: { deadlineMs: 300 } }, { logger })
    closing.push(() => app.close())
    await app.ready
    app.jobs.define(task)
    app.jobs.handle(task, async () => 1)
    await app.startWorkers()
    const { id } = await app.jobs.addJob(task, { does: 'work' })
    await untilState(app, id, 'completed')
    app.health.start()
    const states = () => Object.values(app.health.report().services).map(({ status }) => status)
    await until('everything is healthy', () => states().every((status) => status === 'healthy') || undefined)

    await server.kill()
    for (let call = 0; call < 10; call++) {
      await app.cache.get('k')
      await expect(app.sessions.getSession('id')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
      await expect(app.jobs.addJob(task, { does: 'work' })).rejects.toThrow()
    }
    await until('Redis is missed', () => states().filter((status) => status === 'unhealthy').length >= 4 || undefined)
    const warnings = logger.messages('warn')
    expect(warnings).toEqual([expect.stringMatching(/^redis /)])

    await server.restart()
    await until('everything is healthy', () => states().every((status) => status === 'healthy') || undefined)
    const over = () => logger.messages('info').filter((line) => line.startsWith('redis: available again after'))
    await until('the outage is over', () => over().length > 0 || undefined)
    expect(logger.messages('warn')).toEqual(warnings)
    expect(over()).toHaveLength(1)
    expect(logger.messages('info').filter((line) => line.includes('healthy again'))).toEqual([])
  })
})
