import { describe, it } from '@jest/globals'
import { cacheKit } from './cache-kit.js'
import { memoryHarness } from './memory-harness.js'

describe('LruCache', () => {
  it.each(cacheKit(memoryHarness()))('$id: $law', ({ run }) => run())
})
