import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from '@jest/globals'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'hash-loaded-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

/** Prints whether the native module is loaded: before the first password, and after it. */
const PROGRAM = `
import { createApp } from ${JSON.stringify(pathToFileURL('dist/index.js').href)}
const app = await createApp({ database: { dataDir: process.argv[1] }, log: { level: 'silent' } })
const isLoaded = () => process.report.getReport().sharedObjects.some((path) => path.includes('argon2'))
await app.accounts.createSetupToken()
await app.programs.listPrograms()
await app.health.first
const before = isLoaded()
await app.accounts.signIn('a@example.org', 'correct horse').catch(() => undefined)
console.log(JSON.stringify([before, isLoaded()]))
await app.close()
`

it('an app without passwords does not load the native module; the first password does', async () => {
  const args = ['--input-type=module', '--eval', PROGRAM, dataDir]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  expect(JSON.parse(stdout)).toEqual([false, true])
})
