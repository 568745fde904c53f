import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { SqlUserRepository } from '../../../src/adapters/sql/index.js'
import { generated } from '../../../src/ports/conformance/curriculum/repository-fixture.js'
import { PostgresServer } from '../../support/postgres-server.js'
import { beginProgram, openRepositories, type Place } from './sql-fixture.js'

/** Takes the tables back to the first migration, in which versions had a score. */
const BACK_TO_FIRST = [
  'alter table curriculum_versions drop column verdict',
  'alter table curriculum_versions drop column readiness',
  'alter table curriculum_versions add column score integer not null default 99',
  'alter table curriculum_versions add column passes_hard_rules integer not null default 1',
  'delete from curriculum_migrations where id = 2',
]

let folder: string
let server: PostgresServer
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'migrations-'))
  server = await PostgresServer.start()
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await server?.stop()
})

const PLACES: readonly (readonly [string, () => Promise<Place>])[] = [
  ['embedded', async () => ({ dataDir: mkdtempSync(join(folder, 'data-')) })],
  ['Postgres', async () => ({ url: await server.createDatabase() })],
]

describe.each(PLACES)('a database with scores: %s', (_name, placeOf) => {
  it('keeps its versions, without a readiness that nobody measured', async () => {
    const place = await placeOf()
    await beginProgram(place)
    const save = { programId: 'p', fingerprint: 'f1', createdBy: 'u1', at: 1, since: 0 }
    const before = openRepositories(place)
    await before.curricula.save({ ...save, generated: generated({ title: 'Kept', units: 3 }) })
    await before.database.write(async ({ execute }) => {
      for (const statement of BACK_TO_FIRST) await execute(statement)
    })
    await before.database.close()

    const after = openRepositories(place)
    try {
      const [summary] = await after.curricula.list('p')
      expect(summary).toMatchObject({ version: 1, title: 'Kept', units: 3, verdict: 'not-usable', readiness: 0 })
      expect((await after.curricula.read('p', 1))?.generated).toEqual(generated({ title: 'Kept', units: 3 }))
      const next = { ...save, fingerprint: 'f2', since: 1, generated: generated({ verdict: 'ready', readiness: 80 }) }
      expect((await after.curricula.save(next)).summary).toMatchObject({ version: 2, verdict: 'ready', readiness: 80 })
    } finally {
      await after.database.close()
    }
  })
})

/** Takes the tables back to the second migration, before there were users. */
const BACK_TO_SECOND = [
  'drop table curriculum_users',
  'drop table curriculum_setup',
  'delete from curriculum_migrations where id = 3',
]

describe.each(PLACES)('a database without users: %s', (_name, placeOf) => {
  it('keeps its programs and can be set up', async () => {
    const place = await placeOf()
    await beginProgram(place)
    const before = openRepositories(place)
    await before.database.write(async ({ execute }) => {
      for (const statement of BACK_TO_SECOND) await execute(statement)
    })
    await before.database.close()

    const after = openRepositories(place)
    try {
      const users = new SqlUserRepository({ database: after.database })
      expect(await users.hasUsers()).toBe(false)
      await users.saveSetupToken('d', { at: 1 })
      const user = { id: 'u', email: 'u@example.org', name: 'U', passwordHash: 'h', at: 1 }
      await users.createFirst({ ...user, role: 'administrator' }, { digest: 'd' })
      expect(await users.hasUsers()).toBe(true)
      expect(await after.programs.read('p')).toMatchObject({ id: 'p', ownerId: 'u' })
    } finally {
      await after.database.close()
    }
  })
})
