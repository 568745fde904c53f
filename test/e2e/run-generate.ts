import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeEach } from '@jest/globals'

export const MAIN = resolve('dist/app/main.js')
export const SAMPLE = resolve('docs/samples/home-network')
export const BRIEF = join(SAMPLE, 'brief.json')
export const DOCS = join(SAMPLE, 'documents')

interface Ran {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

interface RunOptions {
  readonly input?: string | Buffer
  /** A shell command that runs before the program. */
  readonly before?: string
  /** Source of a module that is loaded before the program. */
  readonly hook?: string
}

/** Runs `curriculum generate` in a folder to its end. */
export function runGenerate(cwd: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return runCommand('generate', cwd, args, options)
}

/** Runs a command of the program in a folder to its end. */
export function runCommand(
  name: 'generate' | 'outline',
  cwd: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Ran> {
  const { input = '', before = ':', hook } = options
  const imports = hook === undefined ? [] : ['--import', `data:text/javascript,${encodeURIComponent(hook)}`]
  const command = ['-c', `${before}; exec "$@"`, 'sh', process.execPath, ...imports, MAIN, name, ...args]
  const child = spawn('/bin/sh', command, { env: { PATH: process.env.PATH ?? '' }, cwd })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  // The program may exit before it reads its input.
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  return new Promise((done) => child.once('close', (code, signal) => done({ code, signal, stdout, stderr })))
}

/** A folder of its own for each test, and the documents of a short run: one of the sample, which takes the least time. */
export function temporaryFolders(): { readonly root: string; readonly shortDocs: string } {
  const short = mkdtempSync(join(tmpdir(), 'generate-short-'))
  const document = '01-what-a-network-is.md'
  const shortDocs = join(short, 'documents')
  mkdirSync(shortDocs)
  writeFileSync(join(shortDocs, document), readFileSync(join(DOCS, document)))
  const folders = { root: '', shortDocs }
  beforeEach(() => {
    folders.root = mkdtempSync(join(tmpdir(), 'generate-'))
  })
  afterEach(() => rmSync(folders.root, { recursive: true }))
  afterAll(() => rmSync(short, { recursive: true }))
  return folders
}
