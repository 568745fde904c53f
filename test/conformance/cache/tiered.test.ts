import { afterAll, beforeAll, describe, it } from '@jest/globals'
import { cacheSuite } from '../../support/cache/cache-suite.js'
import { TieredCacheFixture } from '../../support/cache/redis-caches.js'

const fixture = new TieredCacheFixture()
beforeAll(() => fixture.start())
afterAll(() => fixture.stop())

describe('TieredCache', () => {
  it.each(cacheSuite(fixture.harness))('$id: $law', ({ run }) => run())
})
