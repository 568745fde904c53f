import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { PostgresEngine } from '../../../src/adapters/sql/database/postgres-engine.js'
import { readConfig } from '../../../src/index.js'
import { makeCertificates } from '../../support/certificates.js'
import { PostgresServer } from '../../support/postgres-server.js'
import { RecordingLogger } from '../../support/recording-logger.js'
import { openRepositories } from './sql-fixture.js'

const certificates = makeCertificates()
let folder: string
let server: PostgresServer
let otherHost: PostgresServer
let authority: string
const closing: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'curriculum-urls-'))
  authority = join(folder, 'authority.pem')
  writeFileSync(authority, certificates.selfSigned.cert)
  server = await PostgresServer.start({ tls: certificates.selfSigned })
  otherHost = await PostgresServer.start({ tls: certificates.wrongHost })
})

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

afterAll(async () => {
  await server?.stop()
  await otherHost?.stop()
  rmSync(folder, { recursive: true })
})

/** Reads the URL as the configuration does, and lists the programs. */
async function list(url: string) {
  const { database, programs } = openRepositories({ url: readConfig({ DATABASE_URL: url }).database?.url ?? '' })
  closing.push(() => database.close(1000))
  return programs.list()
}

/** The URL of the server with its socket in place of its host. */
function socketUrl(host = server.socketFolder): string {
  const { username, password, port } = new URL(server.url())
  return `postgres://${username}:${password}@/postgres?host=${host}&port=${port}`
}

describe('DATABASE_URL', () => {
  it('may name a socket', async () => {
    expect(await list(socketUrl())).toEqual({ programs: [] })
  })

  it.each(['?sslmode=verify-full&sslrootcert=', '?sslmode=require&sslrootcert='])(
    'may name the authority of a self-signed certificate: %s',
    async (query) => {
      expect(await list(`${server.url()}${query}${authority}`)).toEqual({ programs: [] })
    },
  )

  it('may accept any certificate', async () => {
    expect(await list(`${server.url()}?sslmode=no-verify`)).toEqual({ programs: [] })
  })
})

describe('the error says what is wrong and how to fix it', () => {
  const caFile = () => join(folder, 'missing.pem')

  it.each([
    [
      'a self-signed certificate',
      () => `${server.url()}?sslmode=require`,
      /known authority/,
      /sslrootcert=.*no-verify/,
    ],
    ['a missing sslrootcert', () => `${server.url()}?sslrootcert=${caFile()}`, /missing\.pem/, /correct sslrootcert/],
    [
      'a certificate of another host',
      () => {
        writeFileSync(caFile(), certificates.ca)
        return `${otherHost.url()}?sslrootcert=${caFile()}`
      },
      /another host name/,
      /host name of the certificate/,
    ],
    ['a missing socket', () => socketUrl(folder), /no Postgres listens at this socket/, /correct host and port/],
  ])('%s', async (_what, url, message, hint) => {
    await expect(list(url())).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    })
  })

  it('a server without TLS', async () => {
    const plain = await PostgresServer.start()
    closing.push(() => plain.stop())
    await expect(list(`${plain.url()}?sslmode=require`)).rejects.toMatchObject({
      message: expect.stringContaining('the server has no TLS'),
      hint: expect.stringContaining('sslmode=disable'),
    })
  })

  it('all connections of the pool in use', async () => {
    const options = { url: server.url(), logger: new RecordingLogger(), statementMs: 60_000 }
    const impatient = new PostgresEngine({ ...options, connectMs: 2_000 })
    closing.push(() => impatient.close())
    const sessions = await Promise.all(Array.from({ length: 8 }, () => impatient.acquire()))
    const error: unknown = await impatient.acquire().catch((thrown: unknown) => thrown)
    for (const session of sessions) session.release()
    expect(impatient.explain(error)).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      what: expect.stringContaining('all 8 connections of this process are in use'),
      hint: expect.stringContaining('slow statements'),
    })
  })
})
