import { describe, it } from '@jest/globals'
import { cacheLaws, lawCases } from '../../../src/ports/conformance/index.js'
import { memoryHarness } from './memory-harness.js'

describe('LruCache', () => {
  it.each(lawCases(cacheLaws, memoryHarness()))('$id: $law', ({ run }) => run())
})
