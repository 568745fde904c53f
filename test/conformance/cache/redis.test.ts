import { afterAll, beforeAll, describe, it } from '@jest/globals'
import { cacheSuite } from '../../support/cache/cache-suite.js'
import { RedisCacheFixture } from '../../support/cache/redis-caches.js'

const fixture = new RedisCacheFixture()
beforeAll(() => fixture.start())
afterAll(() => fixture.stop())

describe('RedisCache', () => {
  it.each(cacheSuite(fixture.harness))('$id: $law', ({ run }) => run())
})
