import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { BullJobQueue, RedisSettingsInput } from '../../../src/adapters/redis/index.js'
import { type AppError, isAppError } from '../../../src/domain/platform/index.js'
import { type Certificates, makeCertificates } from '../../support/certificates.js'
import { connectionTo, settingsFor } from '../../support/redis/connection-fixture.js'
import { RedisServer, type RedisServerOptions } from '../../support/redis-server.js'
import { until } from '../../support/until.js'
import { closingAfterEach, queueOn, reaches, request } from './bull-fixture.js'

const closing = closingAfterEach()

/** The names of all connections of a queue with a worker and a watcher. */
const CONNECTIONS = ['jobs submit', 'jobs worker', 'jobs subscriber', 'jobs blocking work']

async function serve(options: RedisServerOptions = {}): Promise<RedisServer> {
  const server = await RedisServer.start(options)
  closing.add(() => server.stop())
  return server
}

/** The reason that cache and sessions give. */
async function reasonOf(url: string, input: Partial<RedisSettingsInput>): Promise<AppError> {
  const { connection } = connectionTo(settingsFor(url, { connectTimeoutMs: 3000, ...input, maxRetries: 1 }))
  closing.add(() => connection.close(0))
  connection.connect()
  const error: unknown = await connection.ready.catch((thrown: unknown) => thrown)
  if (!isAppError(error)) throw new Error(`it connected, or failed with ${String(error)}`)
  return error
}

/** The error of a call after an attempt to connect has failed. */
function refusal(queue: BullJobQueue): Promise<AppError> {
  return until('the error of a call has a reason', async () => {
    const error: unknown = await queue.stats('work').catch((thrown: unknown) => thrown)
    return isAppError(error) && !error.message.includes('no connection within') ? error : undefined
  })
}

describe('jobs, if Redis refuses the database', () => {
  it.each<[string, RedisServerOptions, string, RegExp, string[]]>([
    ['the server has no such database', { extra: ['--databases', '4'] }, '/9', /no database 9/, ['CONFIG', 'SET', 'x']],
    [
      'the user may not SELECT',
      { users: ['app on >secret ~* &* +@all -select'] },
      '/3',
      /lacks a permission.*select/,
      ['ACL', 'SETUSER', 'app', '+select'],
    ],
  ])('because %s, are not connected', async (_what, options, path, reason, mend) => {
    const server = await serve(options)
    const other = queueOn(server.url, closing).queue
    const { id } = await other.add(request())
    const input = { retryDelayMs: 20 }
    const { queue, logger } = queueOn(`${server.url}${path}`, closing, { deadlineMs: 100 }, input)
    await queue.work('work', async () => 'done', { concurrency: 1 })
    void queue
      .watch('work', id)
      [Symbol.asyncIterator]()
      .next()
      .catch(() => undefined)

    const expected = await reasonOf(`${server.url}${path}`, input)
    expect(expected).toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringMatching(reason) })
    const { code, message, hint } = await refusal(queue)
    expect({ code, message, hint }).toEqual({ code: expected.code, message: expected.message, hint: expected.hint })
    for (const name of CONNECTIONS) {
      await until(`the reason of ${name} is logged`, () =>
        logger.lines.find(({ message }) => message.startsWith(`redis ${name}: `) && reason.test(message)),
      )
    }
    // One outage is one warning, however many connections have it.
    expect(logger.messages('warn')).toHaveLength(1)
    expect(logger.lines.filter(({ message }) => message.endsWith(': ready'))).toEqual([])
    expect((await other.get('work', id))?.state).toBe('waiting')

    if (mend[0] !== 'ACL') return
    await server.cli(...mend)
    await until('it is connected', () => queue.stats('work'))
    const own = await queue.add(request())
    await reaches(queue, own.id, 'completed')
    expect((await other.get('work', id))?.state).toBe('waiting')
  })

  it('are not used in another database after a reconnect either', async () => {
    const server = await serve({ password: 'secret' })
    const { queue } = queueOn(`${server.url}/3`, closing)
    await queue.work('work', async () => 'done', { concurrency: 1 })
    for (let n = 0; n < 3; n++) {
      const { id } = await queue.add(request())
      const states: string[] = []
      for await (const { state } of queue.watch('work', id)) states.push(state)
      expect(states.at(-1)).toBe('completed')
      for (const type of ['normal', 'pubsub']) await server.cli('CLIENT', 'KILL', 'TYPE', type)
      await until('it is back', () => queue.stats('work').catch(() => undefined))
    }
    const keyspace = await server.cli('INFO', 'keyspace')
    expect(keyspace).toMatch(/db3:/)
    expect(keyspace).not.toMatch(/db0:/)
  })
})

describe('jobs that cannot connect give the reason that cache and sessions give', () => {
  const certificates: Certificates = makeCertificates()
  const servers = new Map<string, RedisServer>()
  beforeAll(async () => {
    const { valid, selfSigned, expired, wrongHost } = certificates
    for (const [name, { cert, key }] of Object.entries({ valid, selfSigned, expired, wrongHost })) {
      servers.set(name, await RedisServer.start({ password: 'secret', tls: { cert, key } }))
    }
    servers.set('plain', await RedisServer.start({ password: 'secret' }))
  })
  afterAll(() => Promise.all([...servers.values()].map((server) => server.stop())))

  const { ca, valid } = certificates
  it.each<[string, string, (url: string) => string, Partial<RedisSettingsInput>]>([
    ['a wrong password', 'plain', (url) => url.replace('secret', 'wrong'), {}],
    ['an unknown user', 'plain', (url) => url.replace('//:', '//nobody:'), {}],
    ['no password', 'plain', (url) => url.replace(':secret@', ''), {}],
    ['no server', 'plain', (url) => url.replace(/\d+$/, '1'), {}],
    ['a plaintext port', 'plain', (url) => url.replace('redis:', 'rediss:'), { connectTimeoutMs: 1000 }],
    ['a TLS port', 'valid', (url) => url.replace('rediss:', 'redis:'), {}],
    ['an unknown issuer', 'selfSigned', (url) => url, { tlsCa: ca }],
    ['an expired certificate', 'expired', (url) => url, { tlsCa: ca }],
    ['another name', 'wrongHost', (url) => url, { tlsCa: ca }],
    ['another fingerprint', 'selfSigned', (url) => url, { tlsVerify: 'off', tlsFingerprint: valid.fingerprint }],
    [
      'another fingerprint, strict',
      'valid',
      (url) => url,
      { tlsCa: ca, tlsFingerprint: certificates.expired.fingerprint },
    ],
  ])('%s', async (_what, name, change, input) => {
    const url = change(servers.get(name)?.url.replace('127.0.0.1', 'localhost') ?? '')
    const expected = await reasonOf(url, { retryDelayMs: 20, ...input })
    const { queue, logger } = queueOn(url, closing, { deadlineMs: 100 }, { retryDelayMs: 20, ...input })
    const { code, message, hint } = await refusal(queue)
    expect({ code, message, hint }).toEqual({ code: expected.code, message: expected.message, hint: expected.hint })
    expect(logger.messages('warn')[0]).toContain(`${message} -> ${hint}`)
    expect(JSON.stringify(logger.lines)).not.toContain('secret')
  })
})

describe('an operation of cache and sessions at its deadline', () => {
  it('gives the reason too, and so does the open circuit breaker', async () => {
    const server = await serve({ password: 'secret' })
    const { connection } = connectionTo(settingsFor(server.url.replace('secret', 'wrong')), { deadlineMs: 150 })
    closing.add(() => connection.close(0))
    connection.connect()
    const failures = new Set<string>()
    await until('the circuit breaker is open', async () => {
      const error: unknown = await connection.run((client) => client.ping()).catch((thrown: unknown) => thrown)
      const text = isAppError(error) ? `${error.message} -> ${error.hint}` : String(error)
      failures.add(text)
      return text.includes('circuit breaker open: ') ? text : undefined
    })
    const given = [...failures].filter((text) => !text.includes('no connection within'))
    expect(given.length).toBeGreaterThan(0)
    for (const text of given) expect(text).toMatch(/user or password is wrong .* -> correct them in REDIS_URL/)
  })
})
