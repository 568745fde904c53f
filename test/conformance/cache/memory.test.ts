import { describe, it } from '@jest/globals'
import { cacheSuite, memoryHarness } from '../../support/cache/cache-suite.js'

describe('LruCache', () => {
  it.each(cacheSuite(memoryHarness()))('$id: $law', ({ run }) => run())
})
