import { afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { FaultProxy } from '../../support/fault-proxy.js'
import { RedisServer, type RedisServerOptions } from '../../support/redis-server.js'
import { runningTime } from '../../support/running-time.js'
import { Closing, failure, queueOn, request, until } from './bull-fixture.js'

/** Of the contract: the deadline of 400 ms and a margin. */
const BOUND_MS = 500

const closing = new Closing()
afterEach(() => closing.all())

async function serve(options: RedisServerOptions = {}): Promise<RedisServer> {
  const server = await RedisServer.start(options)
  closing.add(() => server.stop())
  return server
}

async function proxied() {
  const server = await serve()
  const proxy = await FaultProxy.start(server)
  closing.add(() => proxy.close())
  return { server, proxy, url: `redis://127.0.0.1:${proxy.port}` }
}

// Whoever comes first loads the client, which takes long on a busy machine.
beforeAll(() => import('ioredis'))

/** With the deadlines that an app has. */
const appQueue = (url: string) => queueOn(url, closing, { deadlineMs: 400 })

describe('submitting', () => {
  it('fails in time where Redis never was, and says that nothing was done', async () => {
    const server = await serve()
    const { queue } = appQueue(server.url)
    await server.kill()
    for (let n = 0; n < 5; n++) {
      const { code, ms } = await failure(() => queue.add(request()))
      expect(code).toBe('STORE_UNAVAILABLE')
      expect(ms).toBeLessThan(BOUND_MS)
    }
  })

  it.each(['add', 'get', 'list', 'stats', 'cancel'] as const)(
    '%s fails in time while Redis is frozen',
    async (name) => {
      const server = await serve()
      const { queue } = appQueue(server.url)
      await queueOn(server.url, closing).queue.add(request({ id: 'known' }))
      await until('all that was asked at first is answered', 10_000, () => queue.stats('work'))
      const calls = {
        add: () => queue.add(request()),
        get: () => queue.get('work', 'known'),
        list: () => queue.list('work', { offset: 0, limit: 10 }),
        stats: () => queue.stats('work'),
        cancel: () => queue.cancel('work', 'known'),
      }
      server.freeze()
      const first = await failure(calls[name])
      const later = await failure(calls[name])
      server.thaw()
      expect(first.code).toBe(name === 'add' || name === 'cancel' ? 'OUTCOME_UNKNOWN' : 'STORE_UNAVAILABLE')
      // By then the mute connection was given up, and there is no other to send anything on.
      expect(later.code).toBe('STORE_UNAVAILABLE')
      expect(Math.max(first.ms, later.ms)).toBeLessThan(BOUND_MS)
    },
  )

  it('repeats an add of unknown outcome without making a second job', async () => {
    const server = await serve()
    const { queue } = appQueue(server.url)
    await queue.stats('work')
    const job = request()
    server.freeze()
    expect((await failure(() => queue.add(job))).code).toBe('OUTCOME_UNKNOWN')
    server.thaw()
    const receipt = await until('an add goes through', 6000, () => queue.add(job))
    expect(receipt.id).toBe(job.id)
    expect((await queue.add(job)).created).toBe(false)
    expect((await queue.stats('work')).waiting).toBe(1)
  })

  it.each(['refuse', 'reset-mid-reply', 'black-hole', 'stall-mid-reply', 'half-close'] as const)(
    'survives %s, and works at the next attempt after it',
    async (kind) => {
      const { proxy, url } = await proxied()
      const { queue } = appQueue(url)
      await queue.add(request())
      proxy.fault({ kind })
      for (let n = 0; n < 3; n++) {
        const { code, ms } = await failure(() => queue.add(request()))
        if (code !== undefined) expect(['STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN']).toContain(code)
        expect(ms).toBeLessThan(BOUND_MS)
      }
      proxy.clear()
      const begun = runningTime()
      await until('an add goes through', 6000, () => queue.add(request()))
      // With a first reconnect delay of 100 ms.
      expect(runningTime() - begun).toBeLessThan(2000)
    },
  )

  it.each([
    ["OOM command not allowed when used memory > 'maxmemory'.", 'STORE_FULL'],
    ["READONLY You can't write against a read only replica.", 'STORE_UNAVAILABLE'],
    ['LOADING Redis is loading the dataset in memory', 'STORE_UNAVAILABLE'],
  ])('says what "%s" means', async (error, code) => {
    const { proxy, url } = await proxied()
    const { queue } = appQueue(url)
    await queue.add(request())
    proxy.fault({ kind: 'answer', error })
    const told = await failure(() => queue.add(request()))
    proxy.clear()
    expect(told.code).toBe(code)
  })

  it.each([
    ["OOM command not allowed when used memory > 'maxmemory'.", 'STORE_FULL'],
    ["READONLY You can't write against a read only replica.", 'STORE_UNAVAILABLE'],
  ])('of many says after "%s" midway that nobody knows, and can be repeated', async (error, code) => {
    const { server, proxy, url } = await proxied()
    // Through a proxy, on a machine that is busy, no part may take too long.
    const { queue } = queueOn(url, closing)
    const { queue: direct } = queueOn(server.url, closing)
    const jobs = Array.from({ length: 20_000 }, () => request({ payload: 'x'.repeat(500) }))
    await queue.stats('work')
    proxy.fault({ kind: 'answer', error })
    expect((await failure(() => queue.addMany(jobs))).code).toBe(code)
    proxy.clear()
    expect((await direct.stats('work')).waiting).toBe(0)
    await until('a call goes through', 10_000, () => queue.stats('work'))
    const adding = failure(() => queue.addMany(jobs))
    await until('some are added', 10_000, async () => ((await direct.stats('work')).waiting > 0 ? true : undefined))
    proxy.fault({ kind: 'answer', error })
    expect((await adding).code).toBe('OUTCOME_UNKNOWN')
    const { waiting } = await direct.stats('work')
    expect(waiting).toBeGreaterThan(0)
    expect(waiting).toBeLessThan(jobs.length)
    proxy.clear()
    const receipts = await until('the repetition goes through', 10_000, () => queue.addMany(jobs))
    expect(receipts.map(({ id }) => id)).toEqual(jobs.map(({ id }) => id))
    expect((await direct.stats('work')).waiting).toBe(jobs.length)
  })

  it('of many adds nothing more once it has failed', async () => {
    const server = await serve()
    await server.cli('ACL', 'SETUSER', 'limited', 'on', '>secret', '~curriculum:jobs:{work}:*', '&*', '+@all')
    const { queue } = queueOn(server.url.replace('//', '//limited:secret@'), closing)
    const { queue: direct } = queueOn(server.url, closing)
    await Promise.all([queue.stats('work'), direct.stats('work')])
    const allowed = Array.from({ length: 10_000 }, () => request())
    const refused = Array.from({ length: 10 }, () => request({ type: 'other' }))
    const { code } = await failure(() => queue.addMany([...allowed.slice(0, 400), ...refused, ...allowed.slice(400)]))
    expect(code).toBe('OUTCOME_UNKNOWN')
    const { waiting } = await direct.stats('work')
    expect(waiting).toBeLessThan(2000)
    await queue.stats('work')
    expect((await direct.stats('work')).waiting).toBe(waiting)
    expect((await failure(() => queue.addMany(refused))).code).toBe('STORE_UNAVAILABLE')
  })

  it('closes in time while Redis is frozen', async () => {
    const server = await serve()
    const { queue } = appQueue(server.url)
    await queue.work('work', async () => 'done', { concurrency: 2 })
    await queue.add(request())
    server.freeze()
    const begun = runningTime()
    const adding = failure(() => queue.add(request()))
    await queue.close(100)
    expect(runningTime() - begun).toBeLessThan(1100)
    expect(['OUTCOME_UNKNOWN', 'APP_CLOSED']).toContain((await adding).code)
    server.thaw()
  })
})

describe('workers', () => {
  it.each(['kill', 'freeze'] as const)(
    'go on by themselves after a %s, and note what they did meanwhile',
    async (what) => {
      const server = await serve({ appendOnly: true })
      const { queue } = appQueue(server.url)
      let finish = (): void => undefined
      const gate = new Promise<void>((resolve) => {
        finish = resolve
      })
      let runs = 0
      await queue.work('work', async () => ++runs && gate.then(() => runs), { concurrency: 1 })
      const { id } = await queue.add(request())
      await until('the run begins', 10_000, () => (runs > 0 ? true : undefined))
      if (what === 'kill') await server.kill()
      else server.freeze()
      finish()
      await failure(() => queue.stats('work'))
      if (what === 'kill') await server.restart()
      else server.thaw()
      const status = await until('the job is completed', 6000, async () => {
        const status = await queue.get('work', id)
        return status?.state === 'completed' ? status : undefined
      })
      expect(status).toMatchObject({ result: 1, attempts: 1 })
      const next = await until('an add goes through', 6000, () => queue.add(request()))
      await until('the next job is completed', 6000, async () =>
        (await queue.get('work', next.id))?.state === 'completed' ? true : undefined,
      )
      expect(runs).toBe(2)
    },
  )

  it('start while Redis is away, and work when it comes', async () => {
    const server = await serve()
    await server.kill()
    const { queue, logger } = appQueue(server.url)
    await queue.work('work', async () => 'done', { concurrency: 1 })
    await failure(() => queue.add(request()))
    await server.restart()
    const { id } = await until('an add goes through', 6000, () => queue.add(request()))
    await until('the job is completed', 6000, async () =>
      (await queue.get('work', id))?.state === 'completed' ? true : undefined,
    )
    // Each change of each of the four connections is told once.
    const told = logger.lines.map(({ message }) => message).filter((message) => message.includes('blocking'))
    expect(told.filter((message) => message.endsWith(': ready'))).toHaveLength(1)
    expect(told.length).toBeLessThan(6)
  })

  it('renew a blocking connection that brings nothing though jobs wait', async () => {
    const { server, proxy, url } = await proxied()
    const { queue: worker, logger } = appQueue(url)
    await worker.work('work', async () => 'done', { concurrency: 1 })
    const { queue } = appQueue(server.url)
    const first = await queue.add(request())
    await until('the first job is completed', 10_000, async () =>
      (await queue.get('work', first.id))?.state === 'completed' ? true : undefined,
    )
    await until('it waits for the next', 10_000, async () =>
      (await server.cli('INFO', 'clients')).includes('blocked_clients:1') ? true : undefined,
    )
    // What is open stays open and mute for good; what is opened from now on works.
    proxy.fault({ kind: 'black-hole' })
    const { id } = await queue.add(request())
    await until('the dead connection has taken a job with it', 10_000, async () =>
      (await queue.stats('work')).waiting === 0 ? true : undefined,
    )
    proxy.clear()
    await queue.add(request())
    await until('the jobs are completed', 60_000, async () =>
      (await queue.stats('work')).completed === 3 ? true : undefined,
    )
    expect((await queue.get('work', id))?.attempts).toBe(1)
    expect(logger.messages('warn').join()).toMatch(/answers nothing|none is fetched/)
  }, 90_000)

  it('note what they did once Redis takes writes again, also where it had no room or was a replica', async () => {
    const server = await serve()
    const { queue } = appQueue(server.url)
    const gates = new Map<string, () => void>()
    await queue.work('work', ({ id }) => new Promise<void>((resolve) => gates.set(id, resolve)), { concurrency: 3 })
    const states = [
      [
        ['CONFIG', 'SET', 'maxmemory', '1'],
        ['CONFIG', 'SET', 'maxmemory', '0'],
      ],
      [
        ['REPLICAOF', '127.0.0.1', '1'],
        ['REPLICAOF', 'NO', 'ONE'],
      ],
      [['SCRIPT', 'FLUSH'], ['PING']],
    ] as const
    for (const [into, back] of states) {
      const { id } = await until('an add goes through', 6000, () => queue.add(request()))
      const open = await until('the run begins', 6000, () => gates.get(id))
      await server.cli(...into)
      open()
      await failure(() => queue.add(request({ delayMs: 3_600_000 })))
      await server.cli(...back)
      const status = await until('the job is completed', 9000, async () => {
        const status = await queue.get('work', id)
        return status?.state === 'completed' ? status : undefined
      })
      expect(status.attempts).toBe(1)
    }
    await until('what came after is worked off', 6000, async () =>
      (await queue.stats('work')).active === 0 ? true : undefined,
    )
  }, 40_000)

  it('warn of a policy that may drop jobs', async () => {
    const server = await serve({ maxMemory: '50mb', policy: 'allkeys-lru' })
    const { queue, logger } = appQueue(server.url)
    await queue.stats('work')
    await until('the warning', 10_000, () => logger.messages('warn').find((line) => line.includes('noeviction')))
  })
})
