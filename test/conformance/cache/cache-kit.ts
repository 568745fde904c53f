import fc from 'fast-check'
import {
  cacheLaws,
  cacheModel,
  type HarnessFactory,
  type LawCase,
  lawCases,
  type ModelOptions,
  modelCase,
} from '../../../src/ports/conformance/index.js'
import type { CachePort } from '../../../src/ports/index.js'

export function cacheModelCase(makeHarness: HarnessFactory<CachePort>, options?: ModelOptions): LawCase {
  return modelCase(fc, cacheModel(fc), makeHarness, options)
}

/** All that an adapter of `CachePort` has to pass. */
export function cacheKit(makeHarness: HarnessFactory<CachePort>, options?: ModelOptions): readonly LawCase[] {
  return [...lawCases(cacheLaws, makeHarness), cacheModelCase(makeHarness, options)]
}
