import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { type Certificates, makeCertificates } from '../../support/certificates.js'
import { settingsFor } from '../../support/redis/connection-fixture.js'
import { RedisServer } from '../../support/redis-server.js'

const SCRIPT = resolve('test/integration/redis-connection/closing-process.mjs')
const ROUNDS = 1

let certificates: Certificates
let server: RedisServer
beforeAll(async () => {
  certificates = makeCertificates()
  const { cert, key } = certificates.valid
  server = await RedisServer.start({ password: 'secret', tls: { cert, key } })
})
afterAll(() => server.stop())

interface Outcome {
  readonly sockets: number
  readonly errors: number
  readonly closed: number
  readonly faults: readonly string[]
}

it('closing connections while TLS is set up, refused or lost ends no process, whenever an error comes', async () => {
  const url = server.url.replace('127.0.0.1', 'localhost')
  const input = { maxRetries: 1, retryDelayMs: 2, connectTimeoutMs: 1000 }
  const settings = {
    accepted: settingsFor(url, { ...input, tlsCa: certificates.ca }),
    'not verified': settingsFor(url, { ...input, tlsVerify: 'off' }),
    rejected: settingsFor(url, input),
  }
  const args = [SCRIPT, resolve('dist'), JSON.stringify(settings), String(ROUNDS)]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  const { sockets, errors, closed, faults } = JSON.parse(stdout) as Outcome
  expect(faults).toEqual([])
  expect(closed).toBe(3 * 3 * 7 * 4 * ROUNDS)
  expect(sockets).toBeGreaterThan(closed)
  expect(errors).toBeGreaterThan(closed / 2)
})
