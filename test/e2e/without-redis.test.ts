import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from '@jest/globals'

const PACKAGE = pathToFileURL(`${process.cwd()}/dist/index.js`).href

const SQL = pathToFileURL(`${process.cwd()}/dist/adapters/sql/index.js`).href
const SYSTEM = pathToFileURL(`${process.cwd()}/dist/adapters/system/index.js`).href

/** Runs `code` in a process that can neither import nor require these packages. */
function runWithout(packages: readonly string[], code: string) {
  const hook = `
    const blocked = ${JSON.stringify(packages)}
    export async function resolve(specifier, context, next) {
      if (blocked.some((name) => specifier === name || specifier.startsWith(name + '/'))) {
        throw new Error('blocked: ' + specifier)
      }
      return next(specifier, context)
    }`
  const setUp = `
    import { register, createRequire } from 'node:module'
    import Module from 'node:module'
    const blocked = ${JSON.stringify(packages)}
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hook)}))
    const load = Module._load
    Module._load = (request, ...rest) => {
      if (blocked.some((name) => request === name || request.startsWith(name + '/'))) throw new Error('blocked: ' + request)
      return load(request, ...rest)
    }
    await (async () => { ${code} })()`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', setUp], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', LOG_LEVEL: 'silent' },
    // Only a process that hangs takes this long.
    timeout: 120_000,
  })
  return { status, stdout, stderr }
}

const USE = `
  const { createApp, readConfig } = await import(${JSON.stringify(PACKAGE)})
  const app = await createApp(readConfig(process.env))
  await app.cache.set('k', 1)
  await app.sessions.createSession(undefined, { userId: 'u', email: 'e', role: 'viewer' })
  const value = await app.cache.get('k')
  await app.close()
  console.log('value', value)`

describe('without REDIS_URL', () => {
  it('an app runs without Redis clients', () => {
    const { status, stdout, stderr } = runWithout(['redis', '@redis', 'bull', 'ioredis'], USE)
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'value 1\n', stderr: '' })
  })

  it('(the block works: a package that the app needs is missed)', () => {
    expect(runWithout(['lru-cache'], USE).stderr).toContain('blocked: lru-cache')
  })
})

const LIST = `
  const { SqlDatabase, SqlProgramRepository } = await import(${JSON.stringify(SQL)})
  const { SystemClock } = await import(${JSON.stringify(SYSTEM)})
  const { mkdtempSync, rmSync } = await import('node:fs')
  const dataDir = mkdtempSync('/tmp/curriculum-without-')
  const logger = { debug() {}, info() {}, warn() {}, error() {} }
  const database = new SqlDatabase({ dataDir, clock: new SystemClock(), logger, openMs: 60_000, operationMs: 60_000 })
  try {
    const { programs } = await new SqlProgramRepository({ database }).list()
    console.log('value', programs.length)
  } finally {
    await database.close()
    rmSync(dataDir, { recursive: true })
  }`

const HAS_LIBSQL = `
  console.log('libsql', process.report.getReport().sharedObjects.some((file) => file.includes('libsql')))`

describe('without DATABASE_URL', () => {
  it('the embedded database works without a Postgres client', () => {
    const { status, stdout, stderr } = runWithout(['pg', 'pg-pool'], LIST)
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'value 0\n', stderr: '' })
  })

  it('an app that uses no programs runs without a database package', () => {
    const { status, stdout, stderr } = runWithout(['libsql', '@libsql', 'pg', 'kysely'], `${USE}${HAS_LIBSQL}`)
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'value 1\nlibsql false\n', stderr: '' })
  })

  it('(the block works: a package that the database needs is missed)', () => {
    expect(runWithout(['kysely'], LIST).stderr).toContain('blocked: kysely')
    // The thread of the database loads libsql by its file, past the block: its native code shows that it is there.
    expect(runWithout([], `${LIST}${HAS_LIBSQL}`).stdout).toBe('value 0\nlibsql true\n')
  })
})
