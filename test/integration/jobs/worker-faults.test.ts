import { describe, expect, it } from '@jest/globals'
import { FaultProxy } from '../../support/fault-proxy.js'
import { RedisServer, type RedisServerOptions } from '../../support/redis-server.js'
import { ShiftedClock } from '../../support/shifted-clock.js'
import { until } from '../../support/until.js'
import { closingAfterEach, failure, queueOn, reaches, request } from './bull-fixture.js'

const closing = closingAfterEach()

async function serve(options: RedisServerOptions = {}): Promise<RedisServer> {
  const server = await RedisServer.start(options)
  closing.add(() => server.stop())
  return server
}

/** With the deadline of an app. */
const appQueue = (url: string) => queueOn(url, closing, { deadlineMs: 400 })

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
      const job = request()
      await queue.work('work', async () => ++runs && gate.then(() => runs), { concurrency: 1 })
      const { id } = await until('an add goes through', () => queue.add(job))
      await until('the run begins', () => (runs > 0 ? true : undefined))
      if (what === 'kill') await server.kill()
      else server.freeze()
      finish()
      await failure(() => queue.stats('work'))
      if (what === 'kill') await server.restart()
      else server.thaw()
      const status = await reaches(queue, id, 'completed')
      expect(status).toMatchObject({ result: 1, attempts: 1 })
      const next = await until('an add goes through', () => queue.add(request()))
      await reaches(queue, next.id, 'completed')
      expect(runs).toBe(2)
    },
  )

  it('start without Redis, and work when it becomes available', async () => {
    const server = await serve()
    await server.kill()
    const { queue, logger } = appQueue(server.url)
    await queue.work('work', async () => 'done', { concurrency: 1 })
    await failure(() => queue.add(request()))
    await server.restart()
    const { id } = await until('an add goes through', () => queue.add(request()))
    await reaches(queue, id, 'completed')
    // Each state change of the four connections is logged once.
    const messages = logger.lines.map(({ message }) => message).filter((message) => message.includes('blocking'))
    expect(messages.filter((message) => message.endsWith(': ready'))).toHaveLength(1)
    expect(messages.length).toBeLessThan(6)
  })

  it('reconnect a blocking connection that delivers no jobs although some wait', async () => {
    const server = await serve()
    const proxy = await FaultProxy.start(server)
    closing.add(() => proxy.close())
    const url = `redis://127.0.0.1:${proxy.port}`
    const clock = new ShiftedClock()
    // Jobs that the dead connection took are released after two checks.
    const { queue: worker, logger } = queueOn(url, closing, { clock, lockMs: 2000 })
    await worker.work('work', async () => 'done', { concurrency: 1 })
    const { queue } = queueOn(server.url, closing)
    const first = await queue.add(request())
    await reaches(queue, first.id, 'completed')
    await until('it waits for the next', async () =>
      (await server.cli('INFO', 'clients')).includes('blocked_clients:1') ? true : undefined,
    )
    // Open connections stay open and unresponsive; new ones work.
    proxy.fault({ kind: 'black-hole' })
    const { id } = await queue.add(request())
    await until('the dead connection has taken a job with it', async () =>
      (await queue.stats('work')).waiting === 0 ? true : undefined,
    )
    proxy.clear()
    await queue.add(request())
    const { queue: other } = queueOn(url, closing)
    await until('the jobs are completed', async () => {
      clock.shift(1000)
      // Sent on the worker's connection: earlier commands on a healthy connection are answered by then.
      return (await other.stats('work')).completed === 3 ? true : undefined
    })
    expect((await queue.get('work', id))?.attempts).toBe(1)
    expect(logger.messages('warn').join()).toMatch(/does not answer|none arrives/)
  })

  it('store outcomes when Redis accepts writes again after it was full or a replica', async () => {
    const server = await serve()
    const { queue } = queueOn(server.url, closing)
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
      const { id } = await until('an add goes through', () => queue.add(request()))
      const open = await until('the run begins', () => gates.get(id))
      await server.cli(...into)
      open()
      await failure(() => queue.add(request({ delayMs: 3_600_000 })))
      await server.cli(...back)
      const status = await reaches(queue, id, 'completed')
      expect(status.attempts).toBe(1)
    }
    await until('what came after is worked off', async () =>
      (await queue.stats('work')).active === 0 ? true : undefined,
    )
  })

  it('warn about an eviction policy', async () => {
    const server = await serve({ maxMemory: '50mb', policy: 'allkeys-lru' })
    const { queue, logger } = queueOn(server.url, closing)
    await queue.stats('work')
    await until('the warning', () => logger.messages('warn').find((line) => line.includes('noeviction')))
  })
})
