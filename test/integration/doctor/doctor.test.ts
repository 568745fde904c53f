import { describe, expect, it } from '@jest/globals'
import { GOOD, MEASURED, runDoctorOn, sharedServers } from '../../support/doctor-fixture.js'

const start = sharedServers()
const quick = { quick: true } as const

describe('doctor on a healthy Redis', () => {
  it('finds no problem and leaves no key', async () => {
    const server = await start({ ...GOOD, password: 'secret-word' })
    const { exitCode, text, report } = await runDoctorOn({ REDIS_URL: server.url })
    expect(report.checks.map(({ id }) => id)).toEqual(expect.arrayContaining(MEASURED))
    const stable = report.checks.filter(({ id }) => !MEASURED.includes(id))
    expect(stable.filter(({ status }) => status !== 'ok').map(({ id }) => id)).toEqual(['dns', 'tls'])
    expect(exitCode).toBe(0)
    expect(text).not.toContain('secret-word')
    expect(await server.cli('DBSIZE')).toBe('0')
  })

  it('reports errors of a cache round trip', async () => {
    const server = await start({ ...GOOD, extra: ['--rename-command', 'EVALSHA', ''] })
    const { line, exitCode } = await runDoctorOn({ REDIS_URL: server.url }, quick)
    // No ACL SETUSER can grant it.
    const advice = expect.stringMatching(/^use a server that has these commands/)
    expect(line('acl')).toMatchObject({ status: 'fail', value: expect.stringContaining('EVALSHA'), advice })
    expect(line('cache')).toMatchObject({ status: 'fail', value: expect.stringContaining('unknown command') })
    expect(line('cache').advice).not.toContain('curriculum doctor')
    expect(exitCode).toBe(1)
    const names = ['doctor:*', 'cg:*'].map((pattern) => server.cli('KEYS', pattern))
    expect(await Promise.all(names)).toEqual(['[]', '[]'])
  })

  it('skips slow checks with --quick', async () => {
    const server = await start(GOOD)
    const { line, exitCode } = await runDoctorOn({ REDIS_URL: server.url }, quick)
    expect(line('throughput')).toMatchObject({ status: 'skip', value: expect.stringContaining('--quick') })
    expect(exitCode).toBe(0)
  })

  it('fails for a warning with --strict only', async () => {
    const server = await start()
    const { line, exitCode } = await runDoctorOn({ REDIS_URL: server.url }, quick)
    expect(line('persistence')).toMatchObject({ status: 'warn', advice: expect.stringContaining('appendonly yes') })
    expect(exitCode).toBe(0)
    expect((await runDoctorOn({ REDIS_URL: server.url }, { ...quick, strict: true })).exitCode).toBe(1)
  })

  it('has fewer requirements for an instance of the cache only', async () => {
    const main = await start(GOOD)
    const cache = await start({ maxMemory: '64mb', policy: 'allkeys-lru' })
    const { line, exitCode } = await runDoctorOn({ REDIS_URL: main.url, REDIS_CACHE_URL: cache.url }, quick)
    expect(line('cache-policy')).toMatchObject({ status: 'ok' })
    expect(line('cache-persistence')).toMatchObject({ status: 'ok' })
    expect(line('cache')).toMatchObject({
      status: 'ok',
      value: expect.stringMatching(/^redis: set, read, incremented/),
    })
    expect(exitCode).toBe(0)
    expect(await Promise.all([main, cache].map((server) => server.cli('DBSIZE')))).toEqual(['0', '0'])
  })
})

describe('doctor on a Redis that denies access', () => {
  it('wrong password', async () => {
    const server = await start({ ...GOOD, password: 'right' })
    const { line, exitCode, text } = await runDoctorOn({ REDIS_URL: server.url.replace('right', 'wrong-one') })
    expect(line('sign-in')).toMatchObject({ status: 'fail', value: expect.stringContaining('WRONGPASS') })
    expect(text).not.toContain('wrong-one')
    expect(exitCode).toBe(3)
  })

  it('no password', async () => {
    const server = await start({ ...GOOD, password: 'right' })
    const { line, exitCode } = await runDoctorOn({ REDIS_URL: `redis://127.0.0.1:${server.port}` })
    expect(line('sign-in')).toMatchObject({ status: 'fail', advice: expect.stringContaining('password') })
    expect(exitCode).toBe(3)
  })

  it.each([
    ['with ACL DRYRUN', '+acl'],
    ['without ACL DRYRUN', ''],
  ])('an ACL user with missing permissions, %s', async (_name, extra) => {
    const permissions = `~* &* +@connection +@read +info +time +multi +exec +discard ${extra}`
    const server = await start({ ...GOOD, users: [`user app on >secret ${permissions}`] })
    const { line, exitCode } = await runDoctorOn({ REDIS_URL: server.url }, quick)
    expect(line('acl')).toMatchObject({ status: 'fail', value: expect.stringContaining('SET') })
    expect(line('acl').advice).toContain('ACL SETUSER')
    expect(line('acl').value).toContain(extra === '' ? 'MULTI' : 'DRYRUN')
    expect(line('write')).toMatchObject({ status: 'fail', value: expect.stringContaining('NOPERM') })
    expect(line('latency').status).toBe('skip')
    expect(exitCode).toBe(3)
  })

  it('a missing database', async () => {
    const server = await start(GOOD)
    const { line, exitCode } = await runDoctorOn({ REDIS_URL: `${server.url}/99` })
    expect(line('sign-in')).toMatchObject({ status: 'fail', advice: expect.stringContaining('/0') })
    expect(exitCode).toBe(4)
  })
})

describe('doctor on a Redis with a problem', () => {
  it('allkeys-lru', async () => {
    const server = await start({ ...GOOD, policy: 'allkeys-lru' })
    const { line, exitCode } = await runDoctorOn({ REDIS_URL: server.url }, quick)
    expect(line('policy')).toMatchObject({ status: 'fail', advice: expect.stringContaining('noeviction') })
    expect(exitCode).toBe(1)
  })

  it('full memory', async () => {
    const server = await start({ ...GOOD, maxMemory: '3mb' })
    await server.cli('EVAL', "for i = 1, 4000 do redis.pcall('SET', i, string.rep('x', 1000)) end", '0')
    const { line, exitCode } = await runDoctorOn({ REDIS_URL: server.url }, quick)
    expect(line('memory').status).toMatch(/warn|fail/)
    expect(line('write')).toMatchObject({ status: 'fail', advice: expect.stringContaining('memory is full') })
    expect(exitCode).toBe(1)
  })

  it('a replica', async () => {
    const primary = await start(GOOD)
    const server = await start({ ...GOOD, replicaOf: primary.port })
    const { line, exitCode } = await runDoctorOn({ REDIS_URL: server.url }, quick)
    expect(line('role')).toMatchObject({ status: 'fail', advice: expect.stringContaining(`127.0.0.1:${primary.port}`) })
    expect(line('write')).toMatchObject({ status: 'skip', value: 'skipped: role failed' })
    expect(exitCode).toBe(1)
  })

  it('too few connections left', async () => {
    const server = await start({ ...GOOD, extra: ['--maxclients', '10'] })
    const { line } = await runDoctorOn({ REDIS_URL: server.url }, quick)
    expect(line('clients')).toMatchObject({ status: 'fail', advice: expect.stringContaining('maxclients') })
  })
})

describe('doctor with restricted commands', () => {
  it('the permissions of the guide are enough', async () => {
    const permissions = '~* &* +@all -@admin -@dangerous +info +client|unblock'
    const server = await start({ ...GOOD, users: [`user app on >secret ${permissions}`] })
    const { line, exitCode } = await runDoctorOn({ REDIS_URL: server.url }, quick)
    expect(line('acl')).toMatchObject({ status: 'ok' })
    expect(exitCode).toBe(0)
  })

  it('CONFIG, ACL and SLOWLOG: skipped, with an advice', async () => {
    const permissions = '~* &* +@all -config -acl -slowlog'
    const server = await start({ maxMemory: '64mb', users: [`user app on >secret ${permissions}`] })
    const { line, exitCode } = await runDoctorOn({ REDIS_URL: server.url })
    expect(line('persistence')).toMatchObject({ status: 'skip', advice: expect.stringContaining('console') })
    expect(line('slow-log')).toMatchObject({ status: 'skip', value: expect.stringContaining('NOPERM') })
    expect(line('acl')).toMatchObject({ status: 'ok', value: expect.stringContaining('tested in') })
    expect(exitCode).toBe(0)
  })
})

describe('doctor without Redis', () => {
  it('tests the adapters in memory and reports it', async () => {
    const { line, text, exitCode } = await runDoctorOn({})
    expect(text).toContain('testing the adapters in memory')
    expect(['cache', 'sessions', 'jobs'].map((id) => line(id).status)).toEqual(['ok', 'ok', 'ok'])
    expect(exitCode).toBe(0)
  })

  it('fails if Redis is required', async () => {
    const { exitCode, line } = await runDoctorOn({ REDIS_REQUIRED: 'true' })
    expect(line('config')).toMatchObject({ status: 'fail', advice: expect.stringContaining('REDIS_URL') })
    expect(exitCode).toBe(4)
  })

  it('reports each problem of the configuration', async () => {
    const { exitCode, text } = await runDoctorOn({ REDIS_URL: 'http://x', REDIS_MAX_RETRIES: 'many' })
    expect(text).toMatch(/^FAIL {2}config .*REDIS_MAX_RETRIES/m)
    expect(text).toMatch(/^FAIL {2}config-2 .*REDIS_URL/m)
    expect(exitCode).toBe(4)
  })
})
