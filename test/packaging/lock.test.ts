import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'

interface Lock {
  readonly packages: { [path: string]: { version: string; optionalDependencies?: { [name: string]: string } } }
}

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Runs the script on a copy of the lock that `change` has changed; gives the copy's path with the outcome. */
function completeLock(change: (lock: Lock) => void, ...args: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'lock-'))
  folders.push(folder)
  mkdirSync(join(folder, 'scripts'))
  cpSync('scripts/complete-lock.mjs', join(folder, 'scripts/complete-lock.mjs'))
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock
  change(lock)
  const path = join(folder, 'package-lock.json')
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
  const script = join(folder, 'scripts/complete-lock.mjs')
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr, after: () => JSON.parse(readFileSync(path, 'utf8')) as Lock }
}

describe('package-lock.json', () => {
  it('has every platform package that a parent in it names', () => {
    const check = spawnSync(process.execPath, ['scripts/complete-lock.mjs', '--check'], { encoding: 'utf8' })
    expect(check).toMatchObject({ status: 0, stderr: '' })
    const own = ['', ...['cache', 'jobs', 'sessions'].map((name) => `test/bench/${name}/`)]
    expect(check.stdout).toBe(own.map((folder) => `${folder}package-lock.json is complete\n`).join(''))
  })

  it('is completed where one is missing, with the version that the parent pins and its platform', () => {
    const without = (lock: Lock) => delete lock.packages['node_modules/@swc/core-win32-x64-msvc']
    const check = completeLock(without, '--check')
    expect(check.status).toBe(1)
    expect(check.stderr).toContain('@swc/core-win32-x64-msvc')
    expect(check.after().packages).not.toHaveProperty('node_modules/@swc/core-win32-x64-msvc')

    const completed = completeLock(without)
    expect(completed.status).toBe(0)
    const { packages } = completed.after()
    const version = packages['node_modules/@swc/core']?.optionalDependencies?.['@swc/core-win32-x64-msvc']
    expect(packages['node_modules/@swc/core-win32-x64-msvc']).toEqual({
      version,
      cpu: ['x64'],
      dev: true,
      optional: true,
      os: ['win32'],
    })
  })

  it('is not complete with a platform package of another version than its parent pins', () => {
    const stale = ({ packages }: Lock) => {
      packages['node_modules/@swc/core-win32-x64-msvc'] = { version: '0.0.1' }
    }
    expect(completeLock(stale, '--check').status).toBe(1)
    expect(completeLock(stale).after().packages).toHaveProperty([
      'node_modules/@swc/core/node_modules/@swc/core-win32-x64-msvc',
    ])
  })
})
