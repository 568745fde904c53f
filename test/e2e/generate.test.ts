import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { EXPORTERS } from '../../src/app/composition/exporters.js'

const MAIN = resolve('dist/app/main.js')
const SAMPLE = resolve('docs/samples/home-network')
const BRIEF = join(SAMPLE, 'brief.json')
const DOCS = join(SAMPLE, 'documents')
const EVERY_FILE = Object.values(EXPORTERS).flatMap(({ files }) => files)
const TIMEOUT_MS = 60_000

interface Ran {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

interface RunOptions {
  readonly input?: string | Buffer
  /** A command for the shell before the program starts. */
  readonly before?: string
  /** Signals that it gets as soon as it has said a text on stderr, or at once for an empty text. */
  readonly signals?: { readonly at: string; readonly send: readonly NodeJS.Signals[] }
}

function run(args: readonly string[], { input, before = ':', signals }: RunOptions = {}): Promise<Ran> {
  const command = ['-c', `${before}; exec "$@"`, 'sh', process.execPath, MAIN, 'generate', ...args]
  const child = spawn('/bin/sh', command, { env: { PATH: process.env.PATH ?? '' }, cwd: root })
  let stdout = ''
  let stderr = ''
  let sent = false
  const look = (): void => {
    if (sent || signals === undefined || !stderr.includes(signals.at)) return
    sent = true
    for (const signal of signals.send) child.kill(signal)
  }
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
    look()
  })
  child.once('spawn', look)
  // It may end before it has read its input.
  child.stdin.on('error', () => undefined)
  child.stdin.end(input ?? '')
  return new Promise((done) => child.once('close', (code, signal) => done({ code, signal, stdout, stderr })))
}

const withSample = (out: string, ...more: string[]) => ['--program', BRIEF, '--docs', DOCS, '--out', out, ...more]

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'generate-'))
})
afterEach(() => rmSync(root, { recursive: true }))

const digestOf = (folder: string) => {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)))
  return hash.digest('hex')
}

describe('generate on the sample', () => {
  let ran: Ran
  let folder: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'generate-sample-'))
    root = folder
    ran = await run(withSample('out'))
  }, TIMEOUT_MS)
  afterAll(() => rmSync(folder, { recursive: true }))

  it('writes every format, and nothing beside', () => {
    expect({ code: ran.code, stderr: ran.code === 0 ? '' : ran.stderr }).toEqual({ code: 0, stderr: '' })
    expect(readdirSync(join(folder, 'out')).sort()).toEqual([...EVERY_FILE].sort())
    expect(readdirSync(folder)).toEqual(['out'])
  })

  it('says on stdout what it made, how good it is and where to look, within 100 columns', () => {
    const lines = ran.stdout.split('\n')
    expect(lines[1]).toBe('Running a Home Network')
    expect(ran.stdout).toMatch(/Made {7}\d+ units, \d+ lessons, \d+ outcomes/)
    expect(ran.stdout).toMatch(/Quality {4}[\d.]+ of 100, every hard rule holds/)
    expect(ran.stdout).toMatch(/Aims {7}all 4 are covered/)
    expect(ran.stdout).toMatch(/Documents {2}15 documents, all of them used/)
    expect(ran.stdout).toMatch(/Written {4}to out, after [\d.]+ seconds\n +curriculum\.html +\d+ kB {2}open this first/)
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100)
  })

  it('says on stderr how far it is, in a line for each stage', () => {
    const percents = ran.stderr
      .trim()
      .split('\n')
      .map((line) => Number(/^ *(\d+) % {2}\S/.exec(line)?.[1]))
    expect(percents).toEqual([0, 5, 15, 30, 50, 65, 75, 85, 95, 100])
  })

  it(
    'makes the same bytes again',
    async () => {
      expect(await run(withSample('again', '--quiet'))).toMatchObject({ code: 0, stdout: '', stderr: '' })
      expect(digestOf(join(root, 'again'))).toBe(digestOf(join(folder, 'out')))
    },
    TIMEOUT_MS,
  )

  it(
    'gives programs one JSON object',
    async () => {
      const { code, stdout } = await run(withSample('json', '--json', '--format', 'json', '--quality-gate', '90'))
      const { files, ...told } = JSON.parse(stdout)
      expect(code).toBe(0)
      expect(told).toMatchObject({
        ok: true,
        exitCode: 0,
        program: { id: 'running-a-home-network', totalHours: 24 },
        made: { hours: 24 },
        quality: { gatesHold: true },
        gate: { least: 90, passed: true },
        aimsNotCovered: [],
        documents: { read: 15, unused: [], refused: [] },
        out: 'json',
        durations: { stages: { units: expect.any(Number), export: expect.any(Number) } },
      })
      for (const { name, bytes } of files) expect(readFileSync(join(root, 'json', name)).length).toBe(bytes)
    },
    TIMEOUT_MS,
  )

  it(
    'takes the brief from standard input, another seed, and formats in several lists',
    async () => {
      const args = [
        '--program',
        '-',
        '--docs',
        DOCS,
        '--out',
        'out',
        '--seed',
        '7',
        '--format',
        'gift',
        '--format',
        'JSON, csv',
      ]
      const { code } = await run(args, { input: Buffer.concat([Buffer.from('\ufeff'), readFileSync(BRIEF)]) })
      expect(code).toBe(0)
      expect(readdirSync(join(root, 'out')).sort()).toEqual(
        [...EXPORTERS.gift.files, ...EXPORTERS.json.files, ...EXPORTERS.csv.files].sort(),
      )
      expect(readFileSync(join(root, 'out/items.gift'))).not.toEqual(readFileSync(join(folder, 'out/items.gift')))
    },
    TIMEOUT_MS,
  )

  it(
    'ends with 5 if the quality is below the gate, and writes nevertheless',
    async () => {
      const { code, stdout, stderr } = await run(withSample('out', '--quality-gate', '100', '--quiet'))
      expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
      expect(stderr).toMatch(/^curriculum: the quality gate of 100 is not passed: the score is 99[.\d]*\n$/)
      expect(readdirSync(join(root, 'out')).sort()).toEqual([...EVERY_FILE].sort())
    },
    TIMEOUT_MS,
  )
})

describe('an output folder that has results already', () => {
  it(
    'is refused before any work, and replaced by force',
    async () => {
      mkdirSync(join(root, 'out'))
      for (const name of ['items.gift', 'curriculum.md', 'mine.txt']) writeFileSync(join(root, 'out', name), 'old')
      const refused = await run(withSample('out', '--json'))
      expect(refused).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('has curriculum.md, items.gift already'),
      })
      expect(JSON.parse(refused.stdout)).toMatchObject({
        ok: false,
        exitCode: 2,
        error: { code: 'OUTPUT_UNUSABLE', details: { files: ['curriculum.md', 'items.gift'] } },
      })
      expect(readFileSync(join(root, 'out/items.gift'), 'utf8')).toBe('old')

      const forced = await run(withSample('out', '--force', '--format', 'gift'))
      expect(forced).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('left as they were: curriculum.md, mine.txt'),
      })
      expect(readFileSync(join(root, 'out/items.gift'), 'utf8')).toContain('$CATEGORY')
      expect(readdirSync(join(root, 'out')).sort()).toEqual(['curriculum.md', 'items.gift', 'mine.txt'])
    },
    TIMEOUT_MS,
  )
})

const GOOD = JSON.parse(readFileSync(BRIEF, 'utf8')) as { readonly [field: string]: unknown }
const json = (changes: object): string => JSON.stringify({ ...GOOD, ...changes })

describe('what cannot be used ends with 2 and leaves nothing', () => {
  it.each<readonly [what: string, brief: string | Buffer, told: string]>([
    ['an empty file', '', 'standard input is empty'],
    ['a comma too many', '{\n  "title": "x",\n}', 'standard input:3:1 is not JSON'],
    ['no object', '[]', 'the brief: found a list of 0'],
    ['no title', json({ title: undefined }), '/title: missing'],
    ['a long title', json({ title: 'x'.repeat(201) }), '/title: found'],
    ['a level of its own', json({ level: 'easy' }), '/level: found "easy"; expected one of introductory'],
    ['hours as text', json({ totalHours: '24' }), '/totalHours: found "24"; expected a number'],
    ['too many aims', json({ aims: Array(21).fill('Learn') }), '/aims: found a list of 21'],
    ['an empty aim', json({ aims: ['Learn', ' '] }), '/aims/1: found an empty text'],
    ['a language by name', json({ language: 'English' }), '/language: found "English"'],
    ['unknown credits', json({ credits: { system: 'XYZ', value: 0 } }), '/credits/system: found "XYZ"'],
    ['a slip of the pen', json({ credit: 3 }), '/credit: no field of this name; did you mean credits?'],
    ['UTF-16', Buffer.from(`\ufeff${json({})}`, 'utf16le'), 'is in UTF-16 -> save it as UTF-8'],
    ['no UTF-8', Buffer.from(json({ title: 'Caf\u00e9' }), 'latin1'), 'is not text in UTF-8'],
    ['more than a megabyte', ' '.repeat(1_048_577), 'has more than 1048576 bytes'],
  ])('a brief with %s', async (_what, input, told) => {
    const { code, stdout, stderr } = await run(['--program', '-', '--docs', DOCS, '--out', 'out'], { input })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(told)
    expect(readdirSync(root)).toEqual([])
  })

  it('tells all problems of a brief, to people and to programs', async () => {
    const input = json({ title: 7, level: 'easy', aims: [] })
    const { code, stdout, stderr } = await run(['--program', '-', '--docs', DOCS, '--out', 'out', '--json'], { input })
    expect(code).toBe(2)
    for (const pointer of ['/title', '/level', '/aims']) expect(stderr).toContain(`  ${pointer}: found`)
    expect(JSON.parse(stdout).error).toMatchObject({
      code: 'INVALID_PROGRAM',
      details: { problems: [{ pointer: '/title' }, { pointer: '/level' }, { pointer: '/aims' }] },
    })
  })

  it.each<readonly [what: string, args: readonly string[], told: string]>([
    ['an unknown format', ['--format', 'html,pdf'], 'there is no format "pdf". The formats are markdown, html,'],
    ['a gate above 100', ['--quality-gate', '101'], 'give a number from 0 to 100'],
    ['a seed that is no number', ['--seed', 'x'], 'give a whole number'],
    ['an unknown option', ['--pdf'], "unknown option '--pdf'"],
    ['no folder of documents', ['--docs', 'none'], 'the folder of documents none is not there'],
    ['a file for a folder', ['--docs', BRIEF], 'brief.json is a file'],
    ['a brief that is not there', ['--program', 'none.json'], 'the program brief none.json is not there'],
    ['a folder for a brief', ['--program', DOCS], 'is a folder'],
    ['a device for a brief', ['--program', '/dev/zero'], 'is no file'],
    ['an empty path', ['--out', ''], 'give a path'],
    ['a file for the output', ['--out', BRIEF], 'is a file'],
    ['an output below a file', ['--out', join(BRIEF, 'out')], 'which is a file'],
    ['an output where nothing can be made', ['--out', '/proc/out'], 'cannot be written'],
    ['the documents as output', ['--out', DOCS], 'is the folder of the documents'],
    ['an output among the documents', ['--out', join(DOCS, 'out')], 'lies in the folder of the documents'],
    ['documents in the output', ['--out', SAMPLE], 'lies in the output folder'],
  ])('%s', async (_what, args, told) => {
    const { code, stdout, stderr } = await run(withSample('out', ...args))
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(told)
    expect(readdirSync(root)).toEqual([])
  })

  it('documents without a usable one, each with its reason', async () => {
    mkdirSync(join(root, 'docs'))
    writeFileSync(join(root, 'docs/a.md'), '')
    writeFileSync(join(root, 'docs/b.bin'), Buffer.from([0, 1, 2]))
    const { code, stderr } = await run(['--program', BRIEF, '--docs', 'docs', '--out', 'out'])
    expect(code).toBe(2)
    expect(stderr).toMatch(/no document can be used:\n {2}a\.md is empty -> .+\n {2}b\.bin .+ -> .+\n/)
    expect(readdirSync(root)).toEqual(['docs'])
  })
})

describe('a report that cannot be printed', () => {
  it.each([
    ['on a full disk ends with 1', '/dev/full', 1],
    ['on a disk with room ends with 0', 'report.json', 0],
  ])(
    '%s',
    async (_what, path, code) => {
      const ran = await run(withSample('out', '--json', '--format', 'gift'), { before: `exec > ${path}` })
      expect(ran.code).toBe(code)
      expect(readdirSync(join(root, 'out'))).toEqual(['items.gift'])
    },
    TIMEOUT_MS,
  )
})

describe('a brief among the documents', () => {
  it(
    'is not read as one of them, and is noted',
    async () => {
      mkdirSync(join(root, 'docs'))
      writeFileSync(join(root, 'docs/brief.json'), readFileSync(BRIEF))
      writeFileSync(join(root, 'docs/a.md'), readFileSync(join(DOCS, '01-what-a-network-is.md')))
      const args = ['--program', 'docs/brief.json', '--docs', 'docs', '--out', 'out', '--format', 'gift', '--json']
      const { code, stdout } = await run(args)
      expect(code).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({
        documents: { read: 1, refused: [] },
        notes: ['brief.json is the brief and was not read as a document'],
      })
    },
    TIMEOUT_MS,
  )
})

describe('a run that is stopped', () => {
  it.each<readonly [at: string, send: readonly NodeJS.Signals[], codes: readonly number[]]>([
    ['Checking the brief', ['SIGINT'], [130]],
    ['Looking for the aims', ['SIGINT'], [130]],
    ['Writing units', ['SIGINT'], [130]],
    ['Writing assessments', ['SIGTERM'], [143]],
    ['Writing files', ['SIGINT'], [130]],
    ['Writing units', ['SIGINT', 'SIGTERM'], [130, 143]],
  ])(
    'at "%s" by %j leaves nothing, and ends with one of %j',
    async (at, send, codes) => {
      const ran = await run(withSample('a/b/out'), { signals: { at, send } })
      expect(ran).toMatchObject({ signal: null, stdout: '' })
      expect(codes).toContain(ran.code)
      expect(readdirSync(root)).toEqual([])
      if (send.length === 1) expect(ran.stderr).toContain('nothing was written')
    },
    TIMEOUT_MS,
  )

  it(
    'while it waits for a pipe ends at once, and a pipe that brings a brief is read',
    async () => {
      spawnSync('mkfifo', [join(root, 'pipe')])
      const args = ['--program', 'pipe', '--docs', DOCS, '--out', '.', '--format', 'gift']
      const before = '(sleep 1; kill -INT $$) &'
      expect(await run(args, { before: `${before} true` })).toMatchObject({ code: 130, stdout: '' })
      expect(readdirSync(root)).toEqual(['pipe'])
      expect(await run(args, { before: `cat "${BRIEF}" > pipe & true` })).toMatchObject({ code: 0 })
      expect(readdirSync(root)).toEqual(['items.gift', 'pipe'])
    },
    TIMEOUT_MS,
  )

  it(
    'while it loads leaves nothing, and says so',
    async () => {
      // The command has begun and what it needs is being loaded: the turn after it began to listen for signals.
      const hook =
        "process.on('newListener', (n) => n === 'SIGINT' && setImmediate(() => process.kill(process.pid, n)))"
      writeFileSync(join(root, 'hook.mjs'), hook)
      const ran = await run(withSample('out'), { before: 'export NODE_OPTIONS="--import ./hook.mjs"' })
      expect(ran).toMatchObject({ code: 130, signal: null, stdout: '' })
      expect(ran.stderr).toContain('nothing was written')
      expect(readdirSync(root)).toEqual(['hook.mjs'])
    },
    TIMEOUT_MS,
  )

  it(
    'by SIGKILL leaves a hidden folder, which the next run removes',
    async () => {
      const killed = await run(withSample('out'), { signals: { at: 'Writing units', send: ['SIGKILL'] } })
      expect(killed.signal).toBe('SIGKILL')
      expect(readdirSync(root)).toEqual([expect.stringMatching(/^\.out-[0-9a-f]{8}-\d+-\w{6}$/)])
      expect(await run(withSample('out', '--format', 'gift'))).toMatchObject({ code: 0 })
      expect(readdirSync(root)).toEqual(['out'])
    },
    TIMEOUT_MS,
  )

  it(
    'by a disk that takes no more leaves nothing, and what was there before stays',
    async () => {
      mkdirSync(join(root, 'out'))
      writeFileSync(join(root, 'out/items.gift'), 'old')
      const full = await run(withSample('out', '--force'), { before: 'ulimit -f 100' })
      expect(full).toMatchObject({ code: 1, stderr: expect.stringContaining('the result could not be written to out') })
      expect(readdirSync(join(root, 'out'))).toEqual(['items.gift'])
      expect(readFileSync(join(root, 'out/items.gift'), 'utf8')).toBe('old')
    },
    TIMEOUT_MS,
  )
})

describe('generate and what it prints to', () => {
  it(
    'does not mind a reader that has read enough',
    async () => {
      const command = `"${process.execPath}" "${MAIN}" generate --program "${BRIEF}" --docs "${DOCS}" --out out --format gift 2>&1 | head -1`
      const child = spawn('/bin/sh', ['-c', command], { cwd: root })
      await new Promise((done) => child.once('close', done))
      // `head` is gone at once; the run goes on to its end.
      while (!readdirSync(root).includes('out')) await new Promise((done) => setTimeout(done, 20))
      expect(readdirSync(join(root, 'out'))).toEqual(['items.gift'])
    },
    TIMEOUT_MS,
  )
})
