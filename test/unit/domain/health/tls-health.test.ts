import { describe, expect, it } from '@jest/globals'
import { combineTls } from '../../../../src/domain/health/index.js'

const verified = { enabled: true, verified: true, why: 'rediss://' }
const unverified = { enabled: true, verified: false, why: 'self-signed' }
const plain = { enabled: false, verified: false, why: 'redis://' }

describe('combineTls', () => {
  it('returns undefined without connections', () => {
    expect(combineTls({})).toBeUndefined()
  })

  it('returns the state of a single connection', () => {
    expect(combineTls({ redis: verified })).toEqual({ ...verified, connections: { redis: verified } })
  })

  it.each([
    [verified, unverified, { ...unverified, why: 'redis-cache: self-signed' }],
    [unverified, verified, { ...unverified, why: 'redis: self-signed' }],
    [plain, unverified, { ...plain, why: 'redis: redis://' }],
    [verified, plain, { ...plain, why: 'redis-cache: redis://' }],
  ])('returns the weaker of two, with its name', (redis, cache, expected) => {
    const connections = { redis, 'redis-cache': cache }
    expect(combineTls(connections)).toEqual({ ...expected, connections })
  })
})
