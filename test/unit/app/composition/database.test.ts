import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import type { App } from '../../../../src/app/app.js'
import { createApp } from '../../../../src/index.js'
import { modelRepositories, modelUsers } from '../../../../src/ports/conformance/index.js'
import { RecordingLogger } from '../../../support/recording-logger.js'

let dataDir: string
let app: App | undefined

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'curriculum-app-'))
})

afterEach(async () => {
  await app?.close()
  rmSync(dataDir, { recursive: true })
})

it('app and health open no database; the first use does', async () => {
  const logger = new RecordingLogger()
  app = await createApp({ database: { dataDir } }, { logger })
  expect(app.adapters.database).toEqual({ adapter: 'embedded', place: `${dataDir}/curriculum.db` })
  expect(existsSync(join(dataDir, 'curriculum.db'))).toBe(false)
  await app.health.first
  expect(app.health.report().services.database).toMatchObject({
    adapter: 'embedded',
    status: 'healthy',
    warning: expect.stringContaining('nothing has used it'),
  })
  expect(existsSync(join(dataDir, 'curriculum.db'))).toBe(false)
  await app.programs.listPrograms()
  expect(existsSync(join(dataDir, 'curriculum.db'))).toBe(true)
})

it('with three repositories of the embedder, no database is opened', async () => {
  app = await createApp({ database: { dataDir } }, { logger: new RecordingLogger(), ...modelRepositories() })
  await app.health.first
  expect(app.adapters.database).toEqual({ adapter: 'custom' })
  expect(app.health.report().services.database).toMatchObject({ adapter: 'custom', status: 'healthy' })
  // Users neither, unless the embedder stores them.
  await expect(app.accounts.isSetUp()).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
    hint: expect.stringContaining('users'),
  })
  expect(existsSync(join(dataDir, 'curriculum.db'))).toBe(false)
})

it('users of the embedder are used, with our database for the rest or without one', async () => {
  for (const repositories of [{}, modelRepositories()]) {
    const users = modelUsers()
    await app?.close()
    app = await createApp({ database: { dataDir } }, { logger: new RecordingLogger(), users, ...repositories })
    await app.accounts.createFirstAdministrator({ email: 'a@example.org', password: 'correct horse' })
    expect(await users.findByEmail('a@example.org')).toMatchObject({ user: { role: 'administrator' } })
    expect(existsSync(join(dataDir, 'curriculum.db'))).toBe(false)
  }
})

it('an unreachable Postgres is unhealthy, with a reason without the password', async () => {
  const logger = new RecordingLogger()
  app = await createApp({ database: { url: 'postgres://u:secret@127.0.0.1:1/x' } }, { logger })
  await app.health.first
  const { database } = app.health.report().services
  expect(database).toMatchObject({ adapter: 'postgres', status: 'unhealthy' })
  expect(JSON.stringify([database, app.adapters, logger.lines])).not.toContain('secret')
})
