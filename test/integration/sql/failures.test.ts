import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { sqlProbe } from '../../../src/adapters/sql/index.js'
import { HealthMonitor } from '../../../src/app/health/index.js'
import { result } from '../../../src/ports/conformance/curriculum/repository-fixture.js'
import { FaultProxy } from '../../support/fault-proxy.js'
import { freePort } from '../../support/free-port.js'
import { ManualClock } from '../../support/manual-clock.js'
import { PostgresServer } from '../../support/postgres-server.js'
import { runningTime } from '../../support/running-time.js'
import { until } from '../../support/until.js'
import { heldOpen, OPERATION_MS, openRepositories, type Place } from './sql-fixture.js'

let folder: string
let server: PostgresServer
const open: ReturnType<typeof openRepositories>[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'curriculum-failures-'))
  server = await PostgresServer.start()
})

afterEach(async () => {
  for (const { database } of open.splice(0)) await database.close(500)
})

afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true })
})

function opened(place: Place, timing: Parameters<typeof openRepositories>[1] = {}) {
  const repositories = openRepositories(place, timing)
  open.push(repositories)
  return repositories
}

/** The health of a database, on a clock that the test moves. */
function monitored(place: Place) {
  const clock = new ManualClock()
  const { database, logger } = opened(place, { clock })
  const lag = { p99Ms: () => 0, close: () => undefined }
  const monitor = new HealthMonitor([sqlProbe(database)], { clock, logger, lag, warnings: [] })
  return { clock, database, logger, monitor }
}

const BRIEF = { title: 't', audience: 'a', level: 'introductory', totalHours: 1, aims: ['b'], language: 'en' } as const
const PROGRAM = { id: 'p', ownerId: 'u', brief: BRIEF, at: 1 }

describe('a database that cannot be opened: the error has a hint, and the next call tries again', () => {
  it('a wrong password, which the error does not show', async () => {
    const { programs } = opened({ url: server.url('postgres', 'wr0ng') })
    const error: Error = await programs.list().then(
      () => new Error('opened'),
      (thrown) => thrown,
    )
    expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE', hint: 'correct them in DATABASE_URL' })
    expect(error.message).toContain('postgres://fixture:***@127.0.0.1')
    expect(JSON.stringify([error, error.message])).not.toContain('wr0ng')
  })

  it('a database that does not exist until later', async () => {
    const { programs } = opened({ url: server.url('later') })
    await expect(programs.list()).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      hint: expect.stringContaining('createdb'),
    })
    await server.query("create database later encoding 'UTF8' template template0")
    expect(await programs.list()).toEqual({ programs: [] })
  })

  it('nothing listens', async () => {
    const { programs } = opened({ url: `postgres://u:p@127.0.0.1:${await freePort()}/x` })
    await expect(programs.list()).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('nothing listens there (ECONNREFUSED)'),
    })
  })

  it('a server that does not answer, within the deadline', async () => {
    const proxy = await FaultProxy.start(server)
    try {
      proxy.fault({ kind: 'black-hole' })
      const { programs } = opened({ url: server.url().replace(`:${server.port}`, `:${proxy.port}`) }, { openMs: 400 })
      const startedAt = runningTime()
      await expect(programs.list()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
      // Of an operation it is 120 s.
      expect(runningTime() - startedAt).toBeLessThan(20_000)
    } finally {
      await proxy.close()
    }
  })

  it('an encoding other than UTF8', async () => {
    await server.query("create database ascii encoding 'SQL_ASCII' locale 'C' template template0")
    const { programs } = opened({ url: server.url('ascii') })
    await expect(programs.list()).rejects.toMatchObject({ code: 'DATABASE_INCOMPATIBLE' })
  })

  it.each(['embedded', 'postgres'])('tables of a newer version: %s', async (kind) => {
    const place = kind === 'embedded' ? { dataDir: join(folder, 'newer') } : { url: await server.createDatabase() }
    const before = opened(place)
    await before.programs.list()
    await before.database.write(({ execute }) =>
      execute("insert into curriculum_migrations (id, name, applied_at) values (99, 'later', 1)"),
    )
    const { programs } = opened(place)
    await expect(programs.list()).rejects.toMatchObject({
      code: 'DATABASE_INCOMPATIBLE',
      hint: expect.stringContaining('newer version'),
      details: { found: 99, known: 4 },
    })
  })

  it('a file instead of the folder, until later', async () => {
    const dataDir = join(folder, 'file')
    writeFileSync(dataDir, '')
    const { programs } = opened({ dataDir })
    await expect(programs.list()).rejects.toMatchObject({
      code: 'DATA_DIR_UNUSABLE',
      hint: expect.stringContaining('DATA_DIR'),
    })
    rmSync(dataDir)
    expect(await programs.list()).toEqual({ programs: [] })
  })

  it('a file that is not a database', async () => {
    const dataDir = join(folder, 'damaged')
    mkdirSync(dataDir)
    writeFileSync(join(dataDir, 'curriculum.db'), 'no database at all '.repeat(1000))
    const { programs } = opened({ dataDir })
    await expect(programs.list()).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('damaged'),
      hint: expect.stringContaining('backup'),
    })
  })
})

describe('the health of a database', () => {
  it('is not probed before the first use', async () => {
    const dataDir = join(folder, 'unused')
    const { database } = opened({ dataDir })
    await expect(sqlProbe(database).check(signal())).resolves.toMatchObject({
      status: 'healthy',
      warning: expect.stringContaining('nothing has used it'),
    })
    expect(existsSync(dataDir)).toBe(false)
  })

  it('that never answers is degraded while it opens, and unhealthy with one warning when that fails', async () => {
    const sockets: Socket[] = []
    const silent = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const { clock, logger, monitor } = monitored({ url: `postgres://u:p@127.0.0.1:${port}/x` })
    monitor.start()
    await clock.advance(500)
    await monitor.first
    const opening = {
      status: 'degraded',
      reason: expect.stringMatching(/^opening postgres:.*, and creating or migrating/),
    }
    expect(monitor.report()).toMatchObject({ status: 'degraded', services: { database: opening } })
    await clock.advance(5000)
    expect(monitor.report().services.database).toMatchObject(opening)
    expect(logger.lines).toEqual([])
    // The deadline of opening.
    await clock.advance(OPERATION_MS + 10_000)
    expect(monitor.report().services.database).toMatchObject({ status: 'unhealthy' })
    expect(logger.messages('warn')).toEqual(['database is unhealthy'])
    await clock.advance(20_000)
    expect(logger.messages('warn')).toHaveLength(1)
    monitor.close()
    silent.close()
    for (const socket of sockets) socket.destroy()
  })

  it('that is opened by its first probe is healthy after that, and nothing is logged', async () => {
    const { clock, logger, monitor, database } = monitored({ dataDir: join(folder, 'opening') })
    // An embedded database is opened by its first user.
    const used = database.ping()
    monitor.start()
    await clock.advance(500)
    await used
    // The answers come in order: that of the first probe is there before time goes on.
    await database.ping()
    await clock.advance(5000)
    await until('it is healthy', async () => monitor.report().services.database?.status === 'healthy' || undefined)
    expect(logger.lines).toEqual([])
    // Later, an answer that takes too long is a failure.
    expect(sqlProbe(database).starting?.()).toBeUndefined()
    monitor.close()
  })

  it('is the result of an attempt to open it', async () => {
    const { database, programs } = opened({ url: 'postgres://u:p@127.0.0.1:1/x' })
    await expect(programs.list()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    await expect(sqlProbe(database).check(signal())).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  })
})

describe('a database that fails after it was opened', () => {
  it('frozen Postgres: every call ends at its deadline, and later calls work', async () => {
    const clock = new ManualClock()
    const { database, programs } = opened({ url: await server.createDatabase() }, { clock })
    await programs.create(PROGRAM)
    server.freeze()
    try {
      const calls = [
        programs.list(),
        programs.update('p', BRIEF, { since: 1, at: 2 }),
        sqlProbe(database).check(signal()),
      ]
      let settled = 0
      for (const call of calls) call.catch(() => undefined).finally(() => settled++)
      await clock.advance(OPERATION_MS - 1)
      expect(settled).toBe(0)
      await clock.advance(1)
      const unavailable = { status: 'rejected', reason: { code: 'STORE_UNAVAILABLE' } }
      expect(await Promise.allSettled(calls)).toMatchObject([unavailable, unavailable, unavailable])
    } finally {
      server.thaw()
    }
    await expect(programs.read('p')).resolves.toMatchObject({ version: 1 })
  })

  it('a lost answer to a commit is OUTCOME_UNKNOWN, to earlier statements STORE_UNAVAILABLE', async () => {
    const proxy = await FaultProxy.start(server)
    try {
      const url = (await server.createDatabase()).replace(`:${server.port}`, `:${proxy.port}`)
      const clock = new ManualClock()
      const { database, curricula, programs } = opened({ url }, { clock })
      await programs.create(PROGRAM)
      let lost: Promise<void> | undefined
      await new Promise<void>((written) => {
        lost = database.write(async ({ execute }) => {
          await execute("insert into curriculum_programs values ('q', 'u', '{}', 1, 1, 1)")
          proxy.fault({ kind: 'black-hole' })
          written()
        })
      })
      const unknown = expect(lost).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' })
      await clock.advance(OPERATION_MS)
      await unknown
      const unavailable = expect(curricula.save(result('p'))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
      await clock.advance(OPERATION_MS)
      await unavailable
      proxy.clear()
      await expect(curricula.latest('p')).resolves.toBeUndefined()
    } finally {
      await proxy.close()
    }
  })

  it('another process that writes to the embedded file for too long', async () => {
    const dataDir = join(folder, 'busy')
    const one = opened({ dataDir })
    // How long it waits for the file follows from the shorter deadline; its clock keeps that from ending anything else.
    const other = opened({ dataDir }, { openMs: 500, clock: new ManualClock() })
    await Promise.all([one.programs.list(), other.programs.list()])
    const { ended, end } = await heldOpen(one.database)
    await expect(other.programs.create(PROGRAM)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    // Readers are not in the way of a writer, nor it in theirs.
    await expect(other.programs.list()).resolves.toEqual({ programs: [] })
    end()
    await ended
    await expect(other.programs.create(PROGRAM)).resolves.toMatchObject({ version: 1 })
  })

  it.each(['embedded', 'postgres'])('an aborted operation writes nothing and blocks no other: %s', async (kind) => {
    const place = kind === 'embedded' ? { dataDir: join(folder, 'given-up') } : { url: await server.createDatabase() }
    const clock = new ManualClock()
    const { database, programs } = opened(place, { clock })
    await programs.list()
    const { ended, end } = await heldOpen(database, "insert into curriculum_programs values ('q', 'u', '{}', 1, 1, 1)")
    const slow = expect(ended).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      details: { deadlineMs: OPERATION_MS },
    })
    await clock.advance(OPERATION_MS)
    await slow
    await expect(programs.create(PROGRAM)).resolves.toMatchObject({ version: 1 })
    end()
    await new Promise((resolve) => setImmediate(resolve))
    expect(await programs.read('q')).toBeUndefined()
    expect((await programs.list()).programs).toHaveLength(1)
  })

  it('rejects with APP_CLOSED after close', async () => {
    const { database, programs } = opened({ dataDir: join(folder, 'closed') })
    await programs.list()
    await database.close()
    await expect(programs.list()).rejects.toMatchObject({ code: 'APP_CLOSED' })
  })
})

const signal = () => new AbortController().signal
