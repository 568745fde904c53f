import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { misplaced, outsideUses } from './layout.js'

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => `src/${path}`)

describe('the folder of a source file', () => {
  it('is a layer, then a capability or an adapter package', () => {
    expect(sources.length).toBeGreaterThan(300)
    expect(misplaced(sources)).toEqual([])
  })

  it.each([
    'src/utils/helper.ts',
    'src/app/helper.ts',
    'src/domain/pricing/price.ts',
    'src/domain/price.ts',
    'src/adapters/mongo/cache.ts',
    'src/adapters/helper.ts',
    'src/ports/conformance/pricing/laws.ts',
  ])('is not %s', (path) => expect(misplaced([path])).toEqual([path]))
})

/** Layers that get clock, ids, randomness and environment as arguments. */
const PURE = /^src\/(?:domain|ports\/(?!conformance\/)|app\/(?!composition\/|main\.ts$))/

describe('the pure layers', () => {
  it('use no global with side effects', () => {
    const uses = sources
      .filter((path) => PURE.test(path))
      .flatMap((path) => outsideUses(readFileSync(path, 'utf8')).map((use) => `${path}: ${use}`))
    expect(uses).toEqual([])
  })

  it.each([
    ['const at = Date.now()', 'Date.now'],
    ['const at = new Date().getTime()', 'new Date()'],
    ['if (Math.random() < 0.5) return', 'Math.random'],
    ['const { env } = process', 'process'],
    ['process.env.REDIS_URL', 'process'],
    ["Buffer.from('x')", 'Buffer'],
    ['setTimeout(done, 5)', 'setTimeout'],
    ['await fetch(url)', 'fetch'],
  ])('are rejected with %s', (code, use) => expect(outsideUses(code)).toEqual([use]))

  it.each(['/** Ends with the process. */', "'process.env'", 'new Date(at)', 'readonly process: string'])(
    'may contain %s',
    (code) => expect(outsideUses(code)).toEqual([]),
  )
})
