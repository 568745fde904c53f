import { beforeAll, describe, expect, it } from '@jest/globals'
import { cruiseImports, cruiseSources } from './cruise-imports.js'
import { eagerPackages } from './eager-imports.js'
import { importOf } from './violations.js'
import { withSourceTree } from './with-source-tree.js'

describe('static imports of an entry', () => {
  let imports: Awaited<ReturnType<typeof cruiseImports>>
  beforeAll(async () => {
    imports = await cruiseSources()
  })

  it('index: no package', async () => {
    expect(eagerPackages(imports, 'src/index.ts')).toEqual([])
  })

  it('the bin: nothing, so that it handles signals first', async () => {
    expect(eagerPackages(imports, 'src/app/main.ts')).toEqual([])
  })

  it('the service: no Redis client', async () => {
    const packages = eagerPackages(imports, 'src/app/composition/serve.ts')
    expect(packages.filter((name) => ['bull', 'ioredis', 'redis'].includes(name))).toEqual([])
  })

  it('an app: no document reader, search engine, exporter or password hash before first use', async () => {
    // Everything that createApp loads, import() included.
    const modules = ['absent', 'connections', 'custom', 'memory', 'redis', 'sql'].map(
      (name) => `modules/${name}-module`,
    )
    const packages = ['assemble-app', ...modules].flatMap((file) =>
      eagerPackages(imports, `src/app/composition/${file}.ts`),
    )
    const heavy = [
      '@node-rs/argon2',
      'mammoth',
      'minisearch',
      'parse5',
      'unpdf',
      'docx',
      'temml',
      'mdast-util-from-markdown',
      'micromark',
    ]
    expect(packages).toContain('inversify')
    expect(packages.filter((name) => heavy.includes(name))).toEqual([])
  })

  it('the command generate: cache and index; no container, no server, no database, no format', async () => {
    const packages = eagerPackages(imports, 'src/app/composition/generate.ts')
    expect(packages).toEqual(['commander', 'lru-cache', 'minisearch'])
  })

  it('excludes dynamic imports and type imports', async () => {
    const files = {
      'src/index.ts': ['src/a.ts', 'src/b.ts'].map((to) => importOf('src/index.ts', to, 're-export')).join(''),
      'src/a.ts': importOf('src/a.ts', 'inversify') + importOf('src/a.ts', 'src/later.ts', 'dynamic'),
      'src/b.ts': importOf('src/b.ts', 'redis', 'type') + importOf('src/b.ts', 'bull', 'inline type'),
      'src/later.ts': importOf('src/later.ts', 'express'),
    }
    const packages = ['inversify', 'redis', 'bull', 'express']
    const tree = { rule: '', fault: '', file: '', files, packages }
    const result = await withSourceTree(tree, packages, cruiseImports)
    expect(eagerPackages(result, 'src/index.ts')).toEqual(['inversify'])
    expect(eagerPackages(result, 'src/later.ts')).toEqual(['express'])
  })
})
