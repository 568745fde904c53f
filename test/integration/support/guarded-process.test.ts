import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { transformFileSync } from '@swc/core'
import { GuardedProcess } from '../../support/guarded-process.js'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'curriculum-guard-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A process of its own that starts a guarded child in `<folder>/data`, prints its pid and waits. */
function parentProcess(): ChildProcess {
  const source = fileURLToPath(new URL('../../support/guarded-process.ts', import.meta.url))
  const { code } = transformFileSync(source, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'es6' },
  })
  const module = join(folder, 'guarded-process.mjs')
  const data = join(folder, 'data')
  mkdirSync(data)
  writeFileSync(module, code)
  const script = `
    import { GuardedProcess } from ${JSON.stringify(pathToFileURL(module))}
    const [data] = process.argv.slice(1)
    const child = await GuardedProcess.start('sleep', ['600'], data, data + '/log')
    setInterval(() => {}, 1000)
    console.log(child.pid)`
  return spawn(process.execPath, ['--input-type=module', '-e', script, data], { stdio: ['ignore', 'pipe', 'inherit'] })
}

/** A zombie no longer runs, even before its new parent has reaped it. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    // ESRCH: there is no such process.
    return false
  }
  const status = `/proc/${pid}/stat`
  return !existsSync(status) || !/\) Z /.test(readFileSync(status, 'utf8'))
}

describe('a guarded process', () => {
  it.each(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)('ends with its parent, its folder too (%s)', async (signal) => {
    const parent = parentProcess()
    if (!parent.stdout) throw new Error('the parent has no output')
    const [line] = (await once(parent.stdout, 'data')) as [Buffer]
    const pid = Number(line.toString())
    expect(runs(pid)).toBe(true)
    parent.kill(signal)
    await once(parent, 'exit')
    const end = performance.now() + 60_000
    while (performance.now() < end && (runs(pid) || existsSync(join(folder, 'data')))) await delay(10)
    expect(runs(pid)).toBe(false)
    expect(existsSync(join(folder, 'data'))).toBe(false)
  })

  it('is ignored by its guard after its end: the folder belongs to the starter', async () => {
    const child = await GuardedProcess.start('sleep', ['600'], folder, join(folder, 'log'))
    await child.kill()
    expect(child.running).toBe(false)
    await child.kill()
    await delay(50)
    expect(existsSync(folder)).toBe(true)
    expect(() => child.signal('SIGSTOP')).toThrow(`process ${child.pid} is gone`)
  })

  it('says when there is no such program', async () => {
    await expect(GuardedProcess.start('no-such-program', [], folder, join(folder, 'log'))).rejects.toThrow('ENOENT')
  })
})
