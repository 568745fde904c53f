import { describe, expect, it } from '@jest/globals'
import { LruCache, LruSessionStore, MemoryJobQueue } from '../../src/adapters/memory/index.js'
import { BullJobQueue, RedisCache, RedisConnection, RedisSessionStore } from '../../src/adapters/redis/index.js'
import { SystemClock, SystemIds, SystemRandom } from '../../src/adapters/system/index.js'
import { AppError } from '../../src/index.js'
import { WRONG } from '../../src/ports/conformance/wrong-arguments.js'
import { RecordingLogger } from '../support/recording-logger.js'
import { settingsFor } from '../support/redis/connection-fixture.js'

// What an embedder without types can pass to an adapter. Wrong dependencies would fail at a later call, with a TypeError.

const clock = new SystemClock()
const ids = new SystemIds()
const random = new SystemRandom()
const logger = new RecordingLogger()
const settings = settingsFor('redis://localhost:6379')
const connection = new RedisConnection({ settings, name: 'main', clock, random, logger })

const ADAPTERS: readonly (readonly [name: string, make: (options: never) => unknown, valid: object])[] = [
  ['LruCache', (options) => new LruCache(options), { clock }],
  ['LruSessionStore', (options) => new LruSessionStore(options), { clock }],
  ['MemoryJobQueue', (options) => new MemoryJobQueue(options), { clock, random, logger }],
  ['RedisCache', (options) => new RedisCache(options), { connection, clock, ids, logger }],
  ['RedisSessionStore', (options) => new RedisSessionStore(options), { connection, ids, logger }],
  ['BullJobQueue', (options) => new BullJobQueue(options), { settings, clock, random, logger }],
  ['RedisConnection', (options) => new RedisConnection(options), { settings, name: 'main', clock, random, logger }],
]

function errorOf(make: (options: never) => unknown, options: unknown): unknown {
  try {
    make(options as never)
  } catch (error) {
    return error
  }
  return undefined
}

describe.each(ADAPTERS)('new %s', (_name, make, valid) => {
  it('accepts its dependencies', () => {
    expect(errorOf(make, valid)).toBeUndefined()
  })

  it('refuses options that are no object', () => {
    for (const value of [undefined, ...WRONG.object]) {
      expect(errorOf(make, value)).toMatchObject({ code: 'INVALID_ARGUMENT', hint: expect.any(String) })
    }
  })

  it.each(Object.keys(valid).filter((name) => name !== 'name'))('names %s where it is missing or wrong', (name) => {
    for (const value of [undefined, null, 5, {}, Promise.resolve(Reflect.get(valid, name))]) {
      const error = errorOf(make, { ...valid, [name]: value })
      expect(error).toBeInstanceOf(AppError)
      expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', hint: expect.stringContaining(`give ${name} as`) })
    }
  })

  it('refuses a misspelled option, and says which one is meant', () => {
    const error = errorOf(make, { ...valid, loger: logger })
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', message: expect.stringContaining('"loger"') })
  })
})

it('refuses misspelled limits', () => {
  const limits = { maxEntry: 5 }
  for (const [, make, valid] of ADAPTERS.filter(([name]) => /^(?:Lru|Memory|RedisConnection)/.test(name))) {
    expect(errorOf(make, { ...valid, limits })).toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: 'unknown option "maxEntry" in limits',
    })
  }
})
