import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { PostgresServer } from '../../support/postgres-server.js'
import { type Acknowledged, SavingProcess } from './saving-process.js'
import { assertWhole, beginProgram, openRepositories, openTwice } from './sql-fixture.js'

const KILLS = 10

let server: PostgresServer
let url: string
const running: SavingProcess[] = []

beforeAll(async () => {
  // What is committed must outlive a kill.
  server = await PostgresServer.start({ durable: true })
})

afterAll(() => server?.stop())

beforeEach(async () => {
  url = await server.createDatabase()
})

afterEach(async () => {
  for (const process of running.splice(0)) await process.kill()
})

function start(name: string): SavingProcess {
  const process = new SavingProcess({ url }, name)
  running.push(process)
  return process
}

describe('Postgres', () => {
  it(`keeps whole versions without a gap over ${KILLS} kills of the writing process`, async () => {
    await beginProgram({ url })
    const acknowledged: Acknowledged[] = []
    for (let kill = 0; kill < KILLS; kill++) {
      const process = start(`k${kill}`)
      await process.saves(1)
      await delay(Math.random() * 60)
      await process.kill()
      expect(process.failures).toEqual([])
      acknowledged.push(...process.acknowledged)
    }
    expect(await assertWhole({ url }, acknowledged)).toBeGreaterThanOrEqual(acknowledged.length)
  })

  it(`is killed and restarted ${KILLS} times: the process survives, reports error codes, and continues`, async () => {
    await beginProgram({ url })
    const process = start('s')
    await process.saves(1)
    for (let kill = 0; kill < KILLS; kill++) {
      const before = process.acknowledged.length
      await delay(Math.random() * 60)
      const unavailable = process.countFailures('STORE_UNAVAILABLE')
      await server.kill()
      await process.fails('STORE_UNAVAILABLE', unavailable + 1)
      await server.restart()
      await process.saves(before + 5)
    }
    await process.kill()
    const codes = new Set(process.failures.map((failure) => failure.split(' ')[0]))
    for (const code of codes) expect(['STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN', 'VERSION_CONFLICT']).toContain(code)
    const versions = await assertWhole({ url }, process.acknowledged)
    // A commit without an acknowledgement was reported as unknown.
    const unknown = process.countFailures('OUTCOME_UNKNOWN')
    expect(versions - process.acknowledged.length).toBeLessThanOrEqual(unknown + 1)
  })

  it('is migrated once by processes that open it concurrently, ten times', async () => {
    const urls: string[] = []
    while (urls.length < 10) urls.push(await server.createDatabase())
    await openTwice(urls.map((fresh) => ({ url: fresh })))
    for (const fresh of urls) {
      expect(await server.query('select id from curriculum_migrations', fresh)).toHaveLength(4)
    }
  })

  it('may restart between two calls: lost idle connections are no error', async () => {
    const { database, programs, logger } = openRepositories({ url })
    await programs.list()
    await server.restart()
    expect(await programs.list()).toEqual({ programs: [] })
    expect(logger.messages('warn').every((line) => line.startsWith('postgres: a connection was lost'))).toBe(true)
    // What the error of the pool carries has secrets.
    for (const { fields } of logger.lines)
      expect(Object.keys(fields)).toEqual(fields.code === undefined ? [] : ['code'])
    await database.close()
  })
})
