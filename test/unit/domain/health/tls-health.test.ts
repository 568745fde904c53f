import { describe, expect, it } from '@jest/globals'
import { combineTls } from '../../../../src/domain/health/index.js'

const verified = { enabled: true, verified: true, why: 'rediss://' }
const unverified = { enabled: true, verified: false, why: 'self-signed' }
const plain = { enabled: false, verified: false, why: 'redis://' }

describe('combineTls', () => {
  it('of no connection is nothing', () => {
    expect(combineTls({})).toBeUndefined()
  })

  it('of one is what that one says', () => {
    expect(combineTls({ redis: verified })).toEqual({ ...verified, connections: { redis: verified } })
  })

  it.each([
    [verified, unverified, { ...unverified, why: 'redis-cache: self-signed' }],
    [unverified, verified, { ...unverified, why: 'redis: self-signed' }],
    [plain, unverified, { ...plain, why: 'redis: redis://' }],
    [verified, plain, { ...plain, why: 'redis-cache: redis://' }],
  ])('of two is the weaker, with its name', (redis, cache, expected) => {
    const connections = { redis, 'redis-cache': cache }
    expect(combineTls(connections)).toEqual({ ...expected, connections })
  })
})
