import { describe, expect, it } from '@jest/globals'
import { CronerSchedule } from '../../../../src/adapters/system/croner-schedule.js'
import { defineJob } from '../../../../src/app/jobs/define-job.js'
import { Jobs } from '../../../../src/app/jobs/jobs.js'
import { AppError } from '../../../../src/domain/platform/index.js'
import type { Clock } from '../../../../src/ports/index.js'
import { ANY, JobsFixture, WIDTH } from './jobs-fixture.js'

const HOUR_MS = 3_600_000
const REPORT = defineJob({ type: 'report', payload: ANY, retention: { age: 0, count: 0 } })
const HOURLY = { cron: '0 * * * *', payload: 1 }

/** A fixture at the begin of 2030, with the type `report`. */
function fixture(...change: ConstructorParameters<typeof JobsFixture>): JobsFixture {
  const f = new JobsFixture(...change)
  f.jobs.define(REPORT)
  return f
}

/** Another process: its own facade, on the same queue, with a clock that may be late. */
function elsewhere({ queue, clock, logger }: JobsFixture, { job = REPORT, lateMs = 0 } = {}): Jobs {
  const ids = { next: () => `other-${Math.random()}`, secret: () => 'secret' }
  const late: Clock = {
    now: () => clock.now() - lateMs,
    monotonic: () => clock.monotonic(),
    setTimer: (ms, task) => clock.setTimer(ms, task),
  }
  const jobs = new Jobs(queue, { ids, logger, clock: late, cron: new CronerSchedule() })
  jobs.define(job)
  return jobs
}

/** The keys of all jobs, the first one first. */
const keys = async (f: JobsFixture) => (await f.jobs.listJobs('report')).map(({ key }) => key).reverse()

describe('schedule', () => {
  it('adds a job at every tick, with the tick as key', async () => {
    const f = fixture()
    await f.jobs.schedule('report', HOURLY)
    await f.clock.advance(HOUR_MS - 1)
    expect(await keys(f)).toEqual([])
    await f.clock.advance(1)
    expect(await keys(f)).toEqual(['0 * * * * UTC 2030-01-01T01:00:00.000Z'])
    await f.clock.advance(2 * HOUR_MS)
    expect(await keys(f)).toHaveLength(3)
    expect((await f.jobs.listJobs('report'))[0]).toMatchObject({ payload: 1, state: 'waiting' })
  })

  it('uses the time zone, in summer and in winter', async () => {
    const f = fixture()
    await f.jobs.schedule('report', { cron: '0 9 * * *', timeZone: 'Europe/Berlin', payload: 1, name: 'nine' })
    await f.clock.advance(24 * HOUR_MS)
    expect(await keys(f)).toEqual(['nine 2030-01-01T08:00:00.000Z'])
    await f.clock.advance(90 * 24 * HOUR_MS)
    expect((await keys(f)).at(-1)).toBe('nine 2030-04-01T07:00:00.000Z')
  })

  it.each(['jobs that wait', 'jobs that run at once'])(
    'gives one run per tick, however many processes there are: %s',
    async (how) => {
      const f = fixture()
      const { clock } = f
      const runs: unknown[] = []
      const other = elsewhere(f)
      await f.jobs.schedule('report', HOURLY)
      await other.schedule('report', HOURLY)
      if (how === 'jobs that run at once') {
        f.jobs.handle('report', ({ key }) => runs.push(key))
        await f.jobs.startWorkers()
      }
      await clock.advance(3 * HOUR_MS)
      const ticks = ['01', '02', '03'].map((hour) => `0 * * * * UTC 2030-01-01T${hour}:00:00.000Z`)
      expect(how === 'jobs that wait' ? await keys(f) : runs).toEqual(ticks)
    },
  )

  it.each([
    { age: 0, count: 0 },
    { age: 3600, count: 1 },
    { age: 1, count: 1000 },
  ])(
    'gives one run per tick however late a process is, among many other jobs, with a retention of %j',
    async (kept) => {
      const f = new JobsFixture()
      const report = defineJob({ type: 'report', payload: ANY, retention: kept })
      f.jobs.define(report)
      const { clock } = f
      const lateMs = [1500, 900_000, 3_590_000]
      for (const ms of lateMs) await elsewhere(f, { job: report, lateMs: ms }).schedule('report', HOURLY)
      await f.jobs.schedule('report', HOURLY)
      const runs: unknown[] = []
      f.jobs.handle('report', ({ payload, key }) => payload === HOURLY.payload && runs.push(key))
      await f.jobs.startWorkers()
      for (let minute = 0; minute < 300; minute++) {
        await f.jobs.addJob('report', 'by hand')
        await clock.advance(60_000)
        await f.queue.trim('report')
      }
      // The late ones had the first midnight still before them.
      const ticks = ['00', '01', '02', '03', '04', '05'].map((hour) => `0 * * * * UTC 2030-01-01T${hour}:00:00.000Z`)
      expect(runs).toEqual(ticks)
      const found = await f.jobs.listJobs('report', { states: ['completed'] })
      expect(found.length).toBeLessThanOrEqual(kept.count)
    },
  )

  it('can be stopped in this process', async () => {
    const f = fixture()
    const stop = await f.jobs.schedule('report', HOURLY)
    await f.clock.advance(HOUR_MS)
    stop()
    stop()
    await f.clock.advance(HOUR_MS)
    expect(await keys(f)).toHaveLength(1)
    await f.jobs.schedule('report', HOURLY)
    f.jobs.close()
    await f.clock.advance(100 * HOUR_MS)
    expect(await keys(f)).toHaveLength(1)
  })

  it('ends when the queue is closed, without a pending timer', async () => {
    const f = fixture()
    await f.jobs.schedule('report', HOURLY)
    await f.queue.close(0)
    await f.clock.advance(HOUR_MS)
    expect(f.clock.timers).toBe(0)
    expect(f.logger.lines).toEqual([])
  })

  it('retries while the store is unavailable, until the next tick; adds no job twice', async () => {
    let away = true
    const f = fixture((queue) => ({
      add: async (request) => {
        const receipt = await queue.add(request)
        if (away) throw new AppError('OUTCOME_UNKNOWN', 'no answer')
        return receipt
      },
    }))
    await f.jobs.schedule('report', HOURLY)
    await f.clock.advance(HOUR_MS + 7000)
    expect(f.logger.messages('warn')).toEqual(Array(2).fill('could not add the job of a schedule; retrying'))
    away = false
    await f.clock.advance(10_000)
    expect(await keys(f)).toHaveLength(1)
    away = true
    await f.clock.advance(2 * HOUR_MS)
    expect(f.logger.messages('error')).toEqual(['could not add the job of a schedule; skipping this tick'])
    expect(await keys(f)).toHaveLength(3)
  })

  it('skips the ticks that passed while the process was suspended, except the one it waited for', async () => {
    const f = fixture()
    await f.jobs.schedule('report', HOURLY)
    const { now } = f.clock
    const late = HOUR_MS / 2
    f.clock.now = () => now.call(f.clock) + late
    await f.clock.advance(HOUR_MS)
    expect(await keys(f)).toEqual(['0 * * * * UTC 2030-01-01T01:00:00.000Z'])
    await f.clock.advance(HOUR_MS / 2)
    expect((await keys(f)).at(1)).toBe('0 * * * * UTC 2030-01-01T02:00:00.000Z')
  })

  it('skips that tick too if its key may have expired in the meantime', async () => {
    const f = fixture()
    await f.jobs.schedule('report', HOURLY)
    const { now } = f.clock
    const late = 5.5 * HOUR_MS
    f.clock.now = () => now.call(f.clock) + late
    await f.clock.advance(HOUR_MS / 2 - 1)
    expect(await keys(f)).toEqual([])
    await f.clock.advance(1)
    expect(await keys(f)).toEqual(['0 * * * * UTC 2030-01-01T06:00:00.000Z'])
  })

  describe('when the system clock is set', () => {
    /** Another time of day from now on; the monotonic clock and timers go on. */
    function setClock({ clock }: JobsFixture, ms: number): void {
      const { now } = clock
      clock.now = () => now.call(clock) + ms
    }
    const hours = async (f: JobsFixture) => (await keys(f)).map((key) => key?.slice('0 * * * * UTC 2030-'.length, -11))

    it('back by a day, continues with the next tick of the new time', async () => {
      const f = fixture()
      await f.jobs.schedule('report', HOURLY)
      await f.clock.advance(1.5 * HOUR_MS)
      setClock(f, -24 * HOUR_MS)
      await f.clock.advance(2 * HOUR_MS)
      expect((await keys(f)).slice(1)).toEqual([
        '0 * * * * UTC 2029-12-31T02:00:00.000Z',
        '0 * * * * UTC 2029-12-31T03:00:00.000Z',
      ])
    })

    it('back by a day, adds no second job for a tick that it had, also if the queue forgot the first one', async () => {
      const added: unknown[] = []
      const f = fixture((queue) => ({
        add: (request) => {
          added.push(request.key)
          return queue.add(request)
        },
      }))
      await f.jobs.schedule('report', HOURLY)
      await f.clock.advance(12.5 * HOUR_MS)
      setClock(f, -24 * HOUR_MS)
      await f.clock.advance(36 * HOUR_MS)
      expect(added).toHaveLength(36)
      expect(new Set(added).size).toBe(36)
    })

    it('back by minutes just after a tick, does not repeat it', async () => {
      const f = fixture()
      await f.jobs.schedule('report', HOURLY)
      await f.clock.advance(HOUR_MS + 1)
      setClock(f, -10 * 60_000)
      await f.clock.advance(HOUR_MS)
      expect(await hours(f)).toEqual(['01-01T01'])
      await f.clock.advance(10 * 60_000)
      expect(await hours(f)).toEqual(['01-01T01', '01-01T02'])
    })

    it('back while a job is added, continues too', async () => {
      const f = fixture((queue) => ({
        add: async (request) => {
          const receipt = await queue.add(request)
          if (receipt.created && request.key?.includes('2030-01-01T01')) setClock(f, -24 * HOUR_MS)
          return receipt
        },
      }))
      await f.jobs.schedule('report', HOURLY)
      await f.clock.advance(3 * HOUR_MS)
      expect(await keys(f)).toHaveLength(3)
    })

    it('forward by a day, skips what is in between, and has it when the clock is set right', async () => {
      const f = fixture()
      await f.jobs.schedule('report', HOURLY)
      await f.clock.advance(1.5 * HOUR_MS)
      setClock(f, 24 * HOUR_MS)
      await f.clock.advance(HOUR_MS)
      expect((await keys(f)).slice(1)).toEqual(['0 * * * * UTC 2030-01-02T02:00:00.000Z'])
      setClock(f, -24 * HOUR_MS)
      await f.clock.advance(HOUR_MS)
      expect((await keys(f)).slice(2)).toEqual(['0 * * * * UTC 2030-01-01T03:00:00.000Z'])
    })
  })

  it('warns if there is no further tick', async () => {
    const f = fixture()
    await f.jobs.schedule('report', { cron: '0 0 30 2 *', payload: 1 })
    expect(f.logger.messages('warn')).toEqual(['job schedule has no further tick'])
  })

  it.each([
    ['a rule that cannot be read', { cron: 'daily', payload: 1 }],
    ['an unknown time zone', { ...HOURLY, timeZone: 'Mars/Olympus' }],
    ['an empty time zone', { ...HOURLY, timeZone: '' }],
    ['a date for a rule', { cron: '2031-01-01T00:00:00', payload: 1 }],
    ['an empty name', { ...HOURLY, name: '' }],
    ['a name that is too long', { ...HOURLY, name: 'é'.repeat(201) }],
  ])('rejects %s', async (_, options) => {
    const f = fixture()
    await expect(f.jobs.schedule('report', options)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
    expect(f.clock.timers).toBe(0)
  })

  it('rejects an invalid payload, an unknown type, and a second schedule of the same name', async () => {
    const f = fixture()
    f.jobs.define(defineJob({ type: 'resize', payload: WIDTH }))
    const resize = f.jobs.schedule('resize', { ...HOURLY, payload: { width: 'x' } })
    await expect(resize).rejects.toMatchObject({ code: 'INVALID_PAYLOAD' })
    await expect(f.jobs.schedule('unknown', HOURLY)).rejects.toMatchObject({ code: 'UNKNOWN_JOB_TYPE' })
    const stop = await f.jobs.schedule('report', HOURLY)
    await expect(f.jobs.schedule('report', HOURLY)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
    await f.jobs.schedule('report', { ...HOURLY, name: 'another' })
    await f.clock.advance(HOUR_MS)
    expect(await keys(f)).toHaveLength(2)
    stop()
    await f.jobs.schedule('report', HOURLY)
  })
})
