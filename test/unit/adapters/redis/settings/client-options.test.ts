import { describe, expect, it } from '@jest/globals'
import type { RedisClientOptions } from 'redis'
import { toIoredis, toNodeRedis } from '../../../../../src/adapters/redis/settings/index.js'
import { settingsOf } from './decide.js'

describe('toNodeRedis and toIoredis', () => {
  it('speak plaintext where the settings say so', () => {
    const settings = settingsOf({ url: 'redis://host' })
    expect(toNodeRedis(settings)).toEqual({
      socket: { host: 'host', port: 6379, connectTimeout: 10_000, tls: false },
      database: 0,
    })
    expect(toIoredis(settings)).toEqual({ host: 'host', port: 6379, db: 0, connectTimeout: 10_000 })
  })

  it('say the same to both clients', () => {
    const settings = settingsOf({ url: 'rediss://me:p%40ss@redis.example.com:6380/2', connectTimeoutMs: 500 })
    const tls = { servername: 'redis.example.com', rejectUnauthorized: true }
    expect(toNodeRedis(settings)).toEqual({
      socket: { host: 'redis.example.com', port: 6380, connectTimeout: 500, tls: true, ...tls },
      username: 'me',
      password: 'p@ss',
      database: 2,
    })
    expect(toIoredis(settings)).toEqual({
      host: 'redis.example.com',
      port: 6380,
      username: 'me',
      password: 'p@ss',
      db: 2,
      connectTimeout: 500,
      tls,
    })
  })

  it('let an unverified certificate pass only where the settings do', () => {
    for (const [url, tlsVerify, rejectUnauthorized] of [
      ['rediss://host.example', 'auto', true],
      ['rediss://host.example', 'strict', true],
      ['rediss://host.example', 'off', false],
      ['rediss://red-abc', 'auto', false],
      ['rediss://red-abc', 'strict', true],
    ] as const) {
      const settings = settingsOf({ url, tlsVerify })
      expect(toNodeRedis(settings).socket).toHaveProperty('rejectUnauthorized', rejectUnauthorized)
      expect(toIoredis(settings).tls).toHaveProperty('rejectUnauthorized', rejectUnauthorized)
    }
  })

  it('fit the client they are for', () => {
    const { socket, ...rest } = toNodeRedis(settingsOf({}))
    const options: RedisClientOptions = { ...rest, socket: { ...socket, reconnectStrategy: 100 } }
    expect(options.socket).toHaveProperty('reconnectStrategy', 100)
  })
})
