import { afterEach, describe, expect, it } from '@jest/globals'
import { GOOD, runDoctorOn } from '../../support/doctor-fixture.js'
import { RedisServer } from '../../support/redis-server.js'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const PREFIX = 'shop:'

/** A Redis with a user of these permissions, and its doctor. */
async function serve(permissions: string, database = '') {
  const server = await RedisServer.start({ ...GOOD, users: [`user app on >secret ${permissions}`] })
  closing.push(() => server.stop())
  const env = { REDIS_URL: `${server.url}${database}`, REDIS_KEY_PREFIX: PREFIX }
  return { server, examine: () => runDoctorOn(env, { quick: true }) }
}

/** The commands for the administrator in an advice. */
const grantsIn = (advice = '') => [...advice.matchAll(/ACL SETUSER ([^;]+)/g)].map(([, rules = '']) => rules.split(' '))

describe('the advice for a user that lacks permissions', () => {
  it.each<[string, string, string]>([
    ['no rights at all', '', ''],
    ['no rights at all, in another database', '', '/2'],
    ['read-only', '~* &* +@read +@connection +info', ''],
    ['read-only, without ACL and transactions', '~* &* +@read +info -acl -multi -exec', ''],
    ['the keys of another app', '~other:* &other:* +@all', ''],
    ['the keys of another app, without ACL', '~other:* &other:* +@all -acl', ''],
    ['no channels', '~* resetchannels +@all', ''],
    ['no channels, without ACL', '~* resetchannels +@all -acl', ''],
    ['keys to read only', '%R~* &* +@all', ''],
    ['all keys and channels, without writes', '~* &* +@all -@write', ''],
    ['all keys and channels, without writes and ACL', '~* &* +@all -@write -acl', ''],
    ['no transactions', '~shop:* &shop:* +@all -@transaction -acl', ''],
    ['no subscriptions, without ACL', '~* &* +@all -subscribe -acl', ''],
    ['some rights', '~shop:* resetchannels +@all -@scripting -brpoplpush -acl', ''],
  ])('%s, is enough after two rounds', async (_, permissions, database) => {
    const { server, examine } = await serve(permissions, database)
    const before = await server.cli('ACL', 'GETUSER', 'app')
    for (let round = 1; ; round++) {
      const { exitCode, report, text } = await examine()
      // The doctor does not send its user to the doctor.
      expect(text).not.toContain('curriculum doctor')
      const failed = report.checks.filter(({ status }) => status === 'fail')
      const advice = failed.flatMap(({ advice }) => grantsIn(advice))
      if (exitCode === 0) {
        expect({ round, failed }).toEqual({ round, failed: [] })
        const lines = report.checks.filter(({ id }) => ['acl', 'write', 'cache', 'sessions', 'jobs'].includes(id))
        expect(lines.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok'])
        expect(round).toBeGreaterThan(1)
        break
      }
      expect({ round, exitCode, text }).toMatchObject({ round: expect.any(Number), exitCode: 3 })
      if (round > 2) throw new Error(`still not enough:\n${text}`)
      expect(advice.length).toBeGreaterThan(0)
      for (const rules of advice) await server.cli('ACL', 'SETUSER', ...rules)
    }
    // Nothing is taken away.
    const keys = /"keys","([^"]*)"/.exec(before)?.[1] ?? ''
    expect(/"keys","([^"]*)"/.exec(await server.cli('ACL', 'GETUSER', 'app'))?.[1]).toContain(keys)
    expect(await server.cli('DBSIZE')).toBe('0')
  })

  it('names every command that is missing, without ACL and transactions too', async () => {
    const { examine } = await serve('~* &* +@read +info -acl')
    const { line } = await examine()
    expect(line('acl')).toMatchObject({ status: 'fail', facts: { keys: false, channels: false } })
    const { forbidden } = line('acl').facts as { readonly forbidden: readonly string[] }
    expect(forbidden).toEqual(expect.arrayContaining(['MULTI', 'EXEC', 'DEL', 'EVAL', 'PUBLISH', 'SUBSCRIBE']))
    expect(forbidden).not.toContain('GET')
    expect(line('acl').value).toMatch(/these cannot be tested without them: SET, INCR.*UNSUBSCRIBE/)
    expect(line('acl').advice).toMatch(/ACL SETUSER app \+multi .*\+set .*; the next run can test the channels/)
  })

  it('leaves keys and channels out if they are not the problem', async () => {
    const { examine } = await serve('~* &* +@all -@write')
    expect((await examine()).line('acl').advice).not.toMatch(/[~&]/)
  })
})
