import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type App, createApp } from '../../src/index.js'
import { ADMIN } from '../support/accounts/accounts-fixture.js'
import { patient } from '../support/patient-config.js'
import { PostgresServer } from '../support/postgres-server.js'
import { RecordingLogger } from '../support/recording-logger.js'
import { ServiceProcess } from '../support/service-process.js'

let folder: string
let services: ServiceProcess[]
let apps: App[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'set-up-'))
  services = []
  apps = []
})

afterEach(async () => {
  for (const service of services) service.kill('SIGKILL')
  for (const service of services) await service.ended
  for (const app of apps) await app.close()
  rmSync(folder, { recursive: true })
})

const path = () => join(folder, 'data', 'setup-token')
const token = () => readFileSync(path(), 'utf8').trim()

/** A service that has started. */
async function started(env: { readonly [name: string]: string } = {}): Promise<ServiceProcess> {
  const service = new ServiceProcess(['serve'], { PORT: '0', ...env }, folder)
  services.push(service)
  await service.address()
  return service
}

async function stop(service: ServiceProcess): Promise<void> {
  service.kill('SIGTERM')
  expect(await service.ended).toEqual({ code: 0, signal: null })
}

/** An app in this process, on the database of the service. */
async function appOn(database: { readonly url?: string } = {}): Promise<App> {
  const config = patient({ environment: 'test', database: { dataDir: join(folder, 'data'), ...database } })
  const app = await createApp(config, { logger: new RecordingLogger() })
  apps.push(app)
  return app
}

/** A client that keeps the cookie of its session, as a browser does. */
class Client {
  readonly #address: string
  #cookie = ''

  constructor(address: string) {
    this.#address = address
  }

  async post(path: string, json: object): Promise<{ readonly status: number; readonly body: unknown }> {
    const headers = { Origin: this.#address, 'Content-Type': 'application/json', Cookie: this.#cookie }
    const answer = await fetch(this.#address + path, { method: 'POST', headers, body: JSON.stringify(json) })
    const [cookie] = answer.headers.getSetCookie()
    if (cookie !== undefined) this.#cookie = cookie.replace(/;.*/, '')
    return { status: answer.status, body: await answer.json() }
  }
}

describe('the first start without a terminal', () => {
  it('writes a one-time token, each start a new one, until there is a user', async () => {
    const first = await started()
    const before = token()
    expect(statSync(path()).mode & 0o777).toBe(0o600)
    expect(first.stderr).toContain(`one-time token of the set-up is in ${path()}`)
    expect(first.stdout + first.stderr).not.toContain(before)
    await stop(first)

    const second = await started()
    expect(token()).not.toBe(before)
    const { accounts } = await appOn()
    await expect(accounts.setUp(before, ADMIN)).rejects.toMatchObject({ code: 'INVALID_SETUP_TOKEN' })
    expect(await accounts.setUp(token(), ADMIN)).toMatchObject({ role: 'administrator' })
    await stop(second)

    const third = await started()
    expect(existsSync(path())).toBe(false)
    expect(third.stderr).not.toContain('set-up')
  })

  it('is set up and used over HTTP: the token works once, the password signs in, the role counts', async () => {
    const service = await started()
    const client = new Client(await service.address())
    const once = token()
    expect(await client.post('/api/setup', { token: once, ...ADMIN })).toMatchObject({ status: 201 })
    expect((await client.post('/api/setup', { token: once, ...ADMIN })).body).toMatchObject({ code: 'already-set-up' })
    const author = { email: 'ada@example.org', role: 'author', password: 'a horse with wings' }
    expect(await client.post('/api/users', author)).toMatchObject({ status: 201 })

    const { email, password } = author
    const wrong = await client.post('/api/sessions', { email, password: ADMIN.password })
    expect(wrong.body).toMatchObject({ status: 401, code: 'wrong-credentials' })
    expect(await client.post('/api/sessions', { email, password })).toMatchObject({ status: 201 })
    const brief = { title: 'Bees', audience: 'x', level: 'introductory', totalHours: 4, language: 'en', aims: ['x'] }
    expect(await client.post('/api/programs', brief)).toMatchObject({ status: 201 })
    const more = { ...author, email: 'eve@example.org', role: 'administrator' }
    expect((await client.post('/api/users', more)).body).toMatchObject({ status: 403, code: 'forbidden' })

    await client.post('/api/sessions', { email: ADMIN.email, password: ADMIN.password })
    expect(await client.post('/api/users', { ...more, role: 'viewer' })).toMatchObject({ status: 201 })
    for (const secret of [once, ADMIN.password, author.password]) {
      expect(service.stdout + service.stderr).not.toContain(secret)
    }
  })

  it('adds the administrator of ADMIN_EMAIL and ADMIN_PASSWORD, and prints neither', async () => {
    const service = await started({ ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, LOG_LEVEL: 'debug' })
    const { accounts } = await appOn()
    expect(await accounts.signIn(ADMIN.email, ADMIN.password)).toMatchObject({ role: 'administrator' })
    expect(existsSync(path())).toBe(false)
    expect(service.stdout + service.stderr).not.toContain(ADMIN.password)
    expect(service.stdout + service.stderr).not.toContain(ADMIN.email)
  })

  it('starts while the database does not answer, and says so', async () => {
    const service = await started({
      DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/x',
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
    })
    expect(service.stderr).toMatch(/set-up could not be prepared and is tried again/)
    const [url] = /http:\/\/localhost:\d+/.exec(service.stdout) ?? []
    expect((await fetch(`${url}/health/live`)).status).toBe(200)
    expect(service.stderr).not.toContain('secret')
  })

  it.each([
    ['ADMIN_EMAIL', { ADMIN_PASSWORD: 'correct horse' }],
    ['ADMIN_PASSWORD', { ADMIN_EMAIL: ADMIN.email }],
    ['ADMIN_PASSWORD', { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: 'tooshort' }],
  ])('does not start with an unusable %s', async (name, env) => {
    const service = new ServiceProcess(['serve'], { PORT: '0', ...env }, folder)
    services.push(service)
    expect(await service.ended).toEqual({ code: 4, signal: null })
    expect(service.stderr).toContain(`  ${name} is `)
    expect(service.stderr).not.toMatch(/tooshort|correct horse/)
  })
})

describe('several processes on one Postgres', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await PostgresServer.start()
  })
  afterAll(() => server?.stop())

  it('that start at once leave the token that is valid', async () => {
    const url = await server.createDatabase()
    await Promise.all(Array.from({ length: 3 }, () => started({ DATABASE_URL: url })))
    const { accounts } = await appOn({ url })
    expect(await accounts.setUp(token(), ADMIN)).toMatchObject({ email: ADMIN.email })
  })

  it('that start at once add one administrator', async () => {
    const url = await server.createDatabase()
    const env = { DATABASE_URL: url, ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password }
    const all = await Promise.all(Array.from({ length: 3 }, () => started(env)))
    const { accounts } = await appOn({ url })
    expect((await accounts.listUsers()).users).toHaveLength(1)
    for (const { stderr } of all) expect(stderr).not.toMatch(/"level":"(warn|error)".*set-up/)
  })
})
