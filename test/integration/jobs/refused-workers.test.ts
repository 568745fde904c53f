import { describe, expect, it } from '@jest/globals'
import { AbstractConnector } from 'ioredis'
import { jobConnector } from '../../../src/adapters/redis/jobs/job-connector.js'
import { SystemClock } from '../../../src/adapters/system/index.js'
import { RecordingLogger } from '../../support/recording-logger.js'
import { settingsFor } from '../../support/redis/connection-fixture.js'
import { RedisServer } from '../../support/redis-server.js'
import { ShiftedClock } from '../../support/shifted-clock.js'
import { until } from '../../support/until.js'
import { closingAfterEach, queueOn, reaches, request } from './bull-fixture.js'

const closing = closingAfterEach()

/** How many commands the server has answered with this error. */
async function refusals(server: RedisServer, reply: string): Promise<number> {
  return Number(new RegExp(`errorstat_${reply}:count=(\\d+)`).exec(await server.cli('INFO', 'errorstats'))?.[1] ?? 0)
}

describe('the log of a worker that Redis refuses', () => {
  it.each<[string, string, string[], RegExp, string[]]>([
    [
      'because it is full',
      'OOM',
      ['CONFIG', 'SET', 'maxmemory', '1'],
      /^redis jobs: Redis has no memory left \(OOM\): workers take no jobs.* -> raise maxmemory/,
      ['CONFIG', 'SET', 'maxmemory', '0'],
    ],
    [
      'because its user lacks a command',
      'NOPERM',
      ['ACL', 'SETUSER', 'app', '-brpoplpush'],
      /^redis jobs: the Redis user lacks a permission \(NOPERM\): workers take no jobs.* -> npx curriculum doctor/,
      ['ACL', 'SETUSER', 'app', '+brpoplpush'],
    ],
  ])(
    '%s: one warning, one a minute while it lasts, and one line when it is over',
    async (_, reply, into, why, back) => {
      const server = await RedisServer.start({ users: ['app on >secret ~* &* +@all'] })
      closing.add(() => server.stop())
      const clock = new ShiftedClock()
      const { queue, logger } = queueOn(server.url, closing, { clock })
      await queue.work('work', async () => 'done', { concurrency: 1 })
      const first = await queue.add(request())
      await reaches(queue, first.id, 'completed')
      const lines = () => logger.lines.filter(({ level }) => level !== 'debug' && level !== 'info')
      expect(lines()).toEqual([])

      await server.cli(...into)
      // Ends the wait for a job, which the server accepted before.
      await server.cli('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
      const warnings = () => logger.messages('warn').filter((message) => why.test(message))
      await until('the warning', () => warnings()[0])
      const seen = await refusals(server, reply)
      await until('it was refused several times', async () => (await refusals(server, reply)) > seen + 4 || undefined)
      expect(warnings()).toHaveLength(1)
      clock.shift(60_000)
      await until('it is repeated', () => warnings().length === 2 || undefined)
      expect(warnings()[1]).toMatch(/workers take no jobs, \d+ times in the last \d+ s ->/)
      // A refusal is no error of the program: nothing of it has a stack.
      expect(lines().filter(({ fields }) => Object.values(fields).some((value) => value instanceof Error))).toEqual([])
      expect(logger.messages('warn').filter((message) => message.includes('none arrives'))).toEqual([])

      await server.cli(...back)
      const { id } = await until('an add goes through', () => queue.add(request()))
      await reaches(queue, id, 'completed')
      const over = () => logger.messages('info').filter((message) => message.includes('workers take jobs again after'))
      await until('the end is logged', () => over()[0])
      expect(over()).toHaveLength(1)
    },
  )
})

describe('a job connection to a replica', () => {
  it('is ended once, however many commands the replica refuses', async () => {
    const server = await RedisServer.start()
    closing.add(() => server.stop())
    const settings = settingsFor(server.url)
    const deps = { settings, clock: new SystemClock(), logger: new RecordingLogger(), deadlineMs: () => 60_000 }
    const connector = new (jobConnector(AbstractConnector, deps))({ disconnectTimeout: 100 })
    const socket = await connector.connect(() => undefined)
    const listeners = socket.listenerCount('close')
    for (let n = 0; n < 20; n++) connector.disconnect()
    // Node warns of more than ten, on standard error.
    expect(socket.listenerCount('close')).toBeLessThanOrEqual(listeners + 1)
    await until('it is closed', () => socket.destroyed || undefined)
  })
})
