import { expect, it } from '@jest/globals'
import { checkServer } from '../../../../../src/adapters/redis/doctor/server-checks.js'

function check(info: { readonly [field: string]: string }) {
  const connection = { lost: undefined, info: async () => new Map(Object.entries(info)) }
  const target = { connection, user: 'default', keeps: ['cache'] } as unknown as Parameters<typeof checkServer>[0]
  return checkServer(target).run({ quick: true, signal: new AbortController().signal } as never)
}

it('says why a cluster is refused: the clients do not follow its redirections', async () => {
  const { status, advice } = await check({ redis_version: '7.2.0', redis_mode: 'cluster' })
  expect(status).toBe('fail')
  expect(advice).toMatch(/do not follow its redirections \(MOVED, ASK\)/)
})

it('accepts a standalone server', async () => {
  expect(await check({ redis_version: '7.2.0', redis_mode: 'standalone' })).toMatchObject({ status: 'ok' })
})
