import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'

interface Manifest {
  readonly bin: { readonly [name: string]: string }
  readonly main: string
  readonly types: string
  readonly exports: { readonly [entry: string]: string | { readonly types: string; readonly default: string } }
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).map((path) => `src/${path}`)
const sourceOf = (built: string) => built.replace(/^(\.\/)?dist\//, 'src/').replace(/(\.d\.ts|\.js)$/, '.ts')

describe('the entries of the package', () => {
  it('are exactly these', () => {
    expect(Object.keys(manifest.exports)).toEqual([
      '.',
      './ports',
      './memory',
      './system',
      './redis',
      './express',
      './express-session',
      './document-worker',
      './conformance',
      './package.json',
    ])
  })

  it.each(Object.keys(manifest.exports).filter((entry) => entry !== './package.json'))('%s has a source', (entry) => {
    const target = manifest.exports[entry]
    if (typeof target !== 'object') throw new Error(`${entry} names no types`)
    // Types first: the compiler takes the first condition that fits.
    expect(Object.keys(target)).toEqual(['types', 'default'])
    expect(target.types).toBe(target.default.replace(/\.js$/, '.d.ts'))
    // The entry for bundlers is a program, not an API.
    if (entry !== './document-worker') expect(sourceOf(target.default)).toMatch(/^src\/([a-z-]+\/)*index\.ts$/)
    expect(sources).toContain(sourceOf(target.default))
  })

  it('include the main one in the fields of old tools', () => {
    expect(manifest.exports['.']).toEqual({ types: manifest.types, default: manifest.main })
  })

  it.each(Object.entries(manifest.bin))('%s is a program that the shell can start', (_name, built) => {
    expect(sources).toContain(sourceOf(built))
    expect(readFileSync(sourceOf(built), 'utf8').split('\n')[0]).toBe('#!/usr/bin/env node')
  })
})
