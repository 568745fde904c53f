import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { BRIEF, runGenerate, temporaryFolders } from './run-generate.js'

const folders = temporaryFolders()
const withShort = (out: string, ...more: string[]) => [
  ...['--program', BRIEF, '--docs', folders.shortDocs, '--out', out],
  ...more,
]

/**
 * The program sends itself these signals when it prints a text to stderr. Signals from the test could arrive after its
 * end on a busy machine.
 */
const signalsAt = (text: string, signals: readonly NodeJS.Signals[]) => `
  const write = process.stderr.write.bind(process.stderr)
  const signals = ${JSON.stringify(signals)}
  process.stderr.write = (chunk, ...rest) => {
    const written = write(chunk, ...rest)
    if (String(chunk).includes(${JSON.stringify(text)})) for (const signal of signals.splice(0)) process.kill(process.pid, signal)
    return written
  }`

/** Code that the program runs when the command starts to listen for signals. */
const onListening = (code: string) => `process.on('newListener', (name) => { if (name === 'SIGINT') ${code} })`

describe('a run that is stopped', () => {
  it.each<readonly [at: string, send: readonly NodeJS.Signals[], codes: readonly number[]]>([
    ['Checking the brief', ['SIGINT'], [130]],
    ['Searching the documents', ['SIGINT'], [130]],
    ['Writing units', ['SIGINT'], [130]],
    ['Writing assessments', ['SIGTERM'], [143]],
    ['Writing files', ['SIGINT'], [130]],
    ['Writing units', ['SIGHUP'], [129]],
    ['Writing units', ['SIGINT', 'SIGTERM'], [130, 143]],
  ])('at "%s" by %j writes nothing, and exits with one of %j', async (at, send, codes) => {
    const ran = await runGenerate(folders.root, withShort('a/b/out'), { hook: signalsAt(at, send) })
    expect(ran).toMatchObject({ signal: null, stdout: '' })
    expect(codes).toContain(ran.code)
    expect(readdirSync(folders.root)).toEqual([])
    if (send.length === 1) expect(ran.stderr).toContain('nothing was written')
  })

  it('exits at once while it waits for a pipe; a pipe with a brief is read', async () => {
    spawnSync('mkfifo', [join(folders.root, 'pipe')])
    const args = ['--program', 'pipe', '--docs', folders.shortDocs, '--out', '.', '--format', 'gift']
    // Nothing writes to the pipe before the signal, which arrives half a second after the command starts to listen.
    const hook = onListening("setTimeout(() => process.kill(process.pid, 'SIGINT'), 500)")
    expect(await runGenerate(folders.root, args, { hook })).toMatchObject({ code: 130, stdout: '' })
    expect(readdirSync(folders.root)).toEqual(['pipe'])
    expect(await runGenerate(folders.root, args, { before: `cat "${BRIEF}" > pipe & true` })).toMatchObject({ code: 0 })
    expect(readdirSync(folders.root)).toEqual(['items.gift', 'pipe'])
  })

  it('while it loads writes nothing, and says so', async () => {
    // One turn after the command starts to listen for signals, its modules are still loading.
    const hook = onListening("setImmediate(() => process.kill(process.pid, 'SIGINT'))")
    const ran = await runGenerate(folders.root, withShort('out'), { hook })
    expect(ran).toMatchObject({ code: 130, signal: null, stdout: '' })
    expect(ran.stderr).toContain('nothing was written')
    expect(readdirSync(folders.root)).toEqual([])
  })

  it('by SIGKILL leaves a hidden folder, which the next run removes', async () => {
    const killed = await runGenerate(folders.root, withShort('out'), { hook: signalsAt('Writing units', ['SIGKILL']) })
    expect(killed.signal).toBe('SIGKILL')
    expect(readdirSync(folders.root)).toEqual([expect.stringMatching(/^\.out-[0-9a-f]{8}-\d+-\w{6}$/)])
    expect(await runGenerate(folders.root, withShort('out', '--format', 'gift'))).toMatchObject({ code: 0 })
    expect(readdirSync(folders.root)).toEqual(['out'])
  })

  it('by a full disk writes nothing and keeps the existing files', async () => {
    mkdirSync(join(folders.root, 'out'))
    writeFileSync(join(folders.root, 'out/items.gift'), 'old')
    const full = await runGenerate(folders.root, withShort('out', '--force'), { before: 'ulimit -f 100' })
    expect(full).toMatchObject({ code: 1, stderr: expect.stringContaining('the files could not be written to out') })
    expect(readdirSync(join(folders.root, 'out'))).toEqual(['items.gift'])
    expect(readFileSync(join(folders.root, 'out/items.gift'), 'utf8')).toBe('old')
  })
})
