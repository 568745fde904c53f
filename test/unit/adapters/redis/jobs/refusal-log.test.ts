import { describe, expect, it } from '@jest/globals'
import { RefusalLog } from '../../../../../src/adapters/redis/jobs/refusal-log.js'
import { ManualClock } from '../../../../support/manual-clock.js'
import { RecordingLogger } from '../../../../support/recording-logger.js'

const OOM = new Error("OOM command not allowed when used memory > 'maxmemory'.")
const NOPERM = new Error("NOPERM User app has no permissions to run the 'brpoplpush' command")

function setUp(isOutage = (): boolean => false) {
  const clock = new ManualClock()
  const logger = new RecordingLogger()
  const lines = () => logger.lines.map(({ level, message }) => `${level} ${message}`)
  return { clock, logger, lines, log: new RefusalLog({ clock, logger, isOutage }) }
}

/** A minute of a worker that is refused twice a second. */
async function minute(log: RefusalLog, clock: ManualClock): Promise<void> {
  for (let n = 0; n < 120; n++) {
    log.refused('fetch', 'work', OOM)
    await clock.advance(500)
  }
}

const FULL = 'warn redis jobs: Redis has no memory left (OOM): workers take no jobs'
const HINT = ' -> raise maxmemory, or give the cache a Redis of its own that evicts (REDIS_CACHE_URL with allkeys-lru)'

describe('RefusalLog', () => {
  it('warns at the first refusal, then once a minute with the number, and says when it is over', async () => {
    const { clock, logger, lines, log } = setUp()
    for (let n = 0; n < 3; n++) await minute(log, clock)
    expect(lines()).toEqual([
      `${FULL}${HINT}`,
      `${FULL}, 120 times in the last 60 s${HINT}`,
      `${FULL}, 120 times in the last 60 s${HINT}`,
    ])
    expect(logger.lines[0]?.fields).toEqual({ types: ['work'], reply: OOM.message })
    log.done('fetch', 'work')
    log.done('fetch', 'work')
    expect(lines().slice(3)).toEqual(['info redis jobs: workers take jobs again after 180000 ms'])
    expect(logger.lines[3]?.fields).toMatchObject({ durationMs: 180_000, refusals: 360 })
  })

  it('is over when the last of several workers works, or has stopped', () => {
    const { lines, log } = setUp()
    for (const type of ['a', 'b', 'c']) log.refused('fetch', type, NOPERM)
    expect(lines()).toHaveLength(1)
    log.done('fetch', 'a')
    log.stopped('b')
    expect(lines()).toHaveLength(1)
    log.done('fetch', 'c')
    expect(lines().slice(1)).toEqual(['info redis jobs: workers take jobs again after 0 ms'])
  })

  it('says nothing at the end of a worker that was refused until it stopped', () => {
    const { lines, log } = setUp()
    log.refused('fetch', 'a', NOPERM)
    log.stopped('a')
    log.done('fetch', 'a')
    expect(lines()).toHaveLength(1)
  })

  it('has a warning for each kind of refusal, and a name for replies without a rule', () => {
    const { logger, log } = setUp()
    for (const reply of [OOM, NOPERM, new Error('ERR unknown command'), OOM]) log.refused('fetch', 'work', reply)
    expect(logger.messages('warn')).toEqual([
      expect.stringContaining('(OOM)'),
      expect.stringContaining('(NOPERM)'),
      expect.stringContaining('ERR unknown command'),
    ])
  })

  it('counts a refused check as over when fetching goes on and it was not refused for a minute', async () => {
    const { clock, lines, log } = setUp()
    for (let n = 0; n < 3; n++) {
      log.refused('delayed', 'work', OOM)
      log.done('fetch', 'work')
      await clock.advance(5000)
    }
    expect(lines()).toHaveLength(1)
    await clock.advance(55_000)
    log.done('fetch', 'work')
    expect(lines().slice(1)).toEqual(['info redis jobs: delayed jobs become due again after 70000 ms'])
  })

  it('is quiet in an outage that is in the log', () => {
    const { logger, log } = setUp(() => true)
    log.refused('fetch', 'work', new Error('LOADING Redis is loading the dataset in memory'))
    log.done('fetch', 'work')
    expect([...logger.messages('warn'), ...logger.messages('info')]).toEqual([])
  })
})
