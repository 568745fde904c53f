import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { deadLinks } from '../support/documentation/markdown.js'
import { COMPILER_TIMEOUT_MS, EmbeddingProject } from '../support/embedding-project.js'
import { importedPackages, messagesIn } from './package-imports.js'

// Taken from the manifest again below; jest wants the names of tests before anything is packed.
const ENTRIES = [
  '',
  '/ports',
  '/memory',
  '/system',
  '/redis',
  '/express',
  '/express-session',
  '/document-worker',
  '/conformance',
].map((path) => `curriculum-generator${path}`)

/** An optional peer: only `curriculum-generator/express-session` needs it. */
const PEER = 'express-session'

let project: EmbeddingProject

beforeAll(() => {
  project = new EmbeddingProject()
  project.link(PEER, join('node_modules', PEER))
  copyFileSync('test/packaging/import-effects.mjs', join(project.folder, 'import-effects.mjs'))
})

afterAll(() => project?.remove())

describe('the tarball', () => {
  it('holds what is built and what a reader needs, nothing else', () => {
    const outside = project.packedFiles.filter((path) => !/^dist\/.+\.(js|d\.ts)$/.test(path))
    expect(outside.sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'docs/schemas/curriculum-neutral-1.schema.json',
      'docs/schemas/report-1.schema.json',
      'package.json',
    ])
  })

  it('holds every file that the manifest points to', () => {
    const targets = Object.values(project.manifest.exports).flatMap((target) =>
      typeof target === 'string' ? [target] : [target.types, target.default],
    )
    for (const target of [...targets, ...Object.values(project.manifest.bin)]) {
      expect(project.packedFiles).toContain(target.replace(/^\.\//, ''))
    }
  })

  it('imports no package that its manifest does not list, in code or in types', () => {
    const compiled = project.packedFiles.filter((path) => /\.(js|d\.ts)$/.test(path))
    const imported = new Set(compiled.flatMap((path) => importedPackages(project.installed, path)))
    const listed = Object.keys({ ...project.manifest.dependencies, ...project.manifest.peerDependencies })
    expect([...imported].filter((name) => !listed.includes(name))).toEqual([])
    expect(imported.size).toBeGreaterThan(0)
  })

  it('has the metadata that a registry page links to, and the version that the program prints', async () => {
    const { homepage, bugs, repository, version } = project.manifest
    for (const url of [homepage, bugs.url, repository.url.replace(/^git\+/, '')])
      expect(url).toContain('https://github.com/curriculum-generator/curriculum-generator')
    const printed = await project.node(join(project.installed, project.manifest.bin.curriculum ?? ''), '--version')
    expect(printed).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' })
  })

  it('names no script and no file of the checkout in its texts, and links to documents that exist', () => {
    const { texts, documents } = messagesIn(project.installed, project.packedFiles)
    expect(texts.length).toBeGreaterThan(1_000)
    // `npm run generate` is printed in a checkout only.
    const inCheckout = /^npm run generate -- --program /
    const ofCheckout = texts.filter((text) => /\bnpm (run|start|test)\b|(^|[\s(])(docs|src|test)\/\w/.test(text))
    expect(ofCheckout.filter((text) => !inCheckout.test(text))).toEqual([])
    expect(documents.length).toBeGreaterThan(3)
    const page = join(project.folder, 'links.md')
    const links = documents.map((path) => `[x](${relative(project.folder, join('docs', path))})`)
    writeFileSync(page, links.join('\n'))
    expect(deadLinks(page, existsSync)).toEqual([])
  })

  it('has the entries that are tested here', () => {
    expect(project.entries).toEqual(ENTRIES)
  })
})

describe('an embedder', () => {
  it.each(ENTRIES)('imports and requires %s, with the same result', async (entry) => {
    project.write('import.mjs', `console.log(Object.keys(await import('${entry}')).join())`)
    project.write('require.cjs', `console.log(Object.keys(require('${entry}')).join())`)
    const [imported, required] = await Promise.all([
      project.node('import.mjs'),
      // Some releases of Node call require() of a module experimental.
      project.node('--disable-warning=ExperimentalWarning', 'require.cjs'),
    ])
    expect(imported).toMatchObject({ status: 0, stderr: '' })
    expect(required).toEqual(imported)
  })

  it('reads the manifest, and no path that is not an entry', async () => {
    project.write('manifest.cjs', `console.log(require('curriculum-generator/package.json').name)`)
    expect(await project.node('manifest.cjs')).toMatchObject({ status: 0, stdout: 'curriculum-generator\n' })
    project.write('deep.mjs', `await import('curriculum-generator/dist/index.js')`)
    const deep = await project.node('deep.mjs')
    expect(deep.status).toBe(1)
    expect(deep.stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED')
  })

  it(
    'compiles against the types: strict, nodenext, with every declaration checked, as a module and as a script',
    async () => {
      project.link('@types/node', 'node_modules/@types/node')
      project.link('@types/express-session', 'node_modules/@types/express-session')
      const compilerOptions = {
        module: 'nodenext',
        target: 'es2023',
        strict: true,
        skipLibCheck: false,
        types: ['node'],
      }
      const files = ['consumer.mts', 'consumer.cts']
      project.write('tsconfig.json', JSON.stringify({ compilerOptions: { ...compilerOptions, noEmit: true }, files }))
      const namespaces = ENTRIES.map((entry, index) => `import * as entry${index} from '${entry}'\n`).join('')
      const calls = [
        `import { type App, type AppConfig, AppError, createApp, readConfig } from 'curriculum-generator'`,
        'const config: AppConfig = readConfig(process.env)',
        'export const app: Promise<App> = createApp(config)',
        `export const value: Promise<unknown> = app.then(({ cache }) => cache.get('key'))`,
        `export const code: string = new AppError('INTERNAL', 'x').code`,
        `export const all = [${ENTRIES.map((_, index) => `entry${index}`).join(', ')}]`,
        '// @ts-expect-error a port is a number',
        `export const wrong: AppConfig = { http: { port: '4000' } }`,
      ]
      for (const file of files) project.write(file, `${namespaces}${calls.join('\n')}\n`)
      expect(await project.compile()).toEqual({ status: 0, stdout: '', stderr: '' })
    },
    COMPILER_TIMEOUT_MS + 20_000,
  )

  it('needs express-session for the entry of that name only', async () => {
    project.unlink(PEER)
    const entries = ENTRIES.filter((entry) => !entry.endsWith(PEER))
    project.write('without.mjs', entries.map((entry) => `await import('${entry}')`).join('\n'))
    project.write('with.mjs', `await import('curriculum-generator/${PEER}')`)
    const [without, missing] = await Promise.all([project.node('without.mjs'), project.node('with.mjs')])
    project.link(PEER, join('node_modules', PEER))
    expect(without).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(missing.status).toBe(1)
    expect(missing.stderr).toContain(`Cannot find package '${PEER}'`)
    expect(project.manifest.peerDependenciesMeta[PEER]).toEqual({ optional: true })
  })

  it('runs an app on embedded defaults, with no client of Redis to be found', async () => {
    const clients = Object.keys(project.manifest.dependencies).filter((name) => /^(bull|ioredis|redis)$/.test(name))
    expect(clients).toContain('redis')
    for (const name of clients) project.unlink(name)
    const lines = [
      `import { createApp } from 'curriculum-generator'`,
      `const app = await createApp({ log: { level: 'silent' } })`,
      `await app.ready`,
      `await app.cache.set('key', { answer: 42 })`,
      `console.log(JSON.stringify(await app.cache.get('key')))`,
      `await app.close()`,
    ]
    project.write('app.mjs', lines.join('\n'))
    const outcome = await project.node('app.mjs')
    for (const name of clients) project.link(name, join('node_modules', name))
    expect(outcome).toEqual({ status: 0, stdout: '{"answer":42}\n', stderr: '' })
  })
})

describe('importing', () => {
  it.each(ENTRIES)('%s changes nothing in the process and lets it end', async (entry) => {
    const { status, stdout, stderr } = await project.node('import-effects.mjs', entry)
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual([])
    expect(status).toBe(0)
  })

  it('would be caught if it changed something', async () => {
    const effects = [
      'Reflect.effect = 1',
      'globalThis.effect = 1',
      'String.prototype.effect = 1',
      `process.on('effect', () => {})`,
      `process.env.EFFECT = '1'`,
      // Until the process has printed what it found, however long that takes.
      'const open = setInterval(() => process.stdout.bytesWritten > 0 && clearInterval(open), 20)',
    ]
    mkdirSync(join(project.folder, 'node_modules/with-effects'))
    project.write('node_modules/with-effects/index.mjs', effects.join('\n'))
    project.write('node_modules/with-effects/package.json', '{ "exports": "./index.mjs" }')
    const { stdout } = await project.node('import-effects.mjs', 'with-effects')
    const facts = (JSON.parse(stdout) as string[]).map((line) => line.slice(0, line.indexOf(':')))
    expect(facts.sort()).toEqual([
      'environment',
      'keys of Reflect',
      'keys of String.prototype',
      'keys of globalThis',
      'listeners of process',
      'open resources',
    ])
  })
})
