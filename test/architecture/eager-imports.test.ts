import { beforeAll, describe, expect, it } from '@jest/globals'
import { cruiseImports, cruiseSources } from './cruise-imports.js'
import { eagerPackages } from './eager-imports.js'
import { plant } from './plant.js'
import { importOf } from './planted-violations.js'

describe('what an entry loads at once', () => {
  let imports: Awaited<ReturnType<typeof cruiseImports>>
  beforeAll(async () => {
    imports = await cruiseSources()
  })

  it('index: no package at all; they come with the calls that need them', async () => {
    expect(eagerPackages(imports, 'src/index.ts')).toEqual([])
  })

  it('the bin: what reads the command line, and nothing else', async () => {
    expect(eagerPackages(imports, 'src/app/main.ts')).toEqual(['commander'])
  })

  it('the service: no client of Redis, which a laptop does not need', async () => {
    const packages = eagerPackages(imports, 'src/app/composition/serve.ts')
    expect(packages.filter((name) => ['bull', 'ioredis', 'redis'].includes(name))).toEqual([])
  })

  it('an app: no reader of a format, no search engine and no writer of exports, before there is work for them', async () => {
    // What is loaded while an app is made, by import() included.
    const modules = ['absent', 'connections', 'custom', 'memory', 'redis', 'sql'].map(
      (name) => `modules/${name}-module`,
    )
    const packages = ['assemble-app', ...modules].flatMap((file) =>
      eagerPackages(imports, `src/app/composition/${file}.ts`),
    )
    const heavy = ['mammoth', 'minisearch', 'parse5', 'unpdf', 'docx', 'mdast-util-from-markdown', 'micromark']
    expect(packages).toContain('inversify')
    expect(packages.filter((name) => heavy.includes(name))).toEqual([])
  })

  it('the command generate: cache and index; no container, no server, no database, no format', async () => {
    const packages = eagerPackages(imports, 'src/app/composition/generate.ts')
    expect(packages).toEqual(['commander', 'lru-cache', 'minisearch'])
  })

  it('is told apart from what it loads later, or for types alone', async () => {
    const files = {
      'src/index.ts': ['src/a.ts', 'src/b.ts'].map((to) => importOf('src/index.ts', to, 're-export')).join(''),
      'src/a.ts': importOf('src/a.ts', 'inversify') + importOf('src/a.ts', 'src/later.ts', 'dynamic'),
      'src/b.ts': importOf('src/b.ts', 'redis', 'type') + importOf('src/b.ts', 'bull', 'inline type'),
      'src/later.ts': importOf('src/later.ts', 'express'),
    }
    const packages = ['inversify', 'redis', 'bull', 'express']
    const tree = { rule: '', fault: '', culprit: '', files, packages }
    const result = await plant(tree, packages, cruiseImports)
    expect(eagerPackages(result, 'src/index.ts')).toEqual(['inversify'])
    expect(eagerPackages(result, 'src/later.ts')).toEqual(['express'])
  })
})
