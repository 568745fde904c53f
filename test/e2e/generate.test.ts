import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { EXPORTERS } from '../../src/app/composition/exporters.js'
import { BRIEF, DOCS, MAIN, runGenerate, temporaryFolders } from './run-generate.js'

const EVERY_FILE = Object.values(EXPORTERS).flatMap(({ files }) => files)

const folders = temporaryFolders()
const withSample = (out: string, ...more: string[]) => ['--program', BRIEF, '--docs', DOCS, '--out', out, ...more]
const withShort = (out: string, ...more: string[]) => [
  ...['--program', BRIEF, '--docs', folders.shortDocs, '--out', out],
  ...more,
]

const digestsOf = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder).map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  )

/** In Turkish, `I` in lower case has no dot; the day is another one on the Chatham Islands for half of the time. */
const ELSEWHERE = 'export TZ=Pacific/Chatham LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8 LANGUAGE=tr'

/** The documents in another folder, written in another order. */
const copyOfDocs = (target: string) => {
  mkdirSync(target, { recursive: true })
  for (const name of readdirSync(DOCS).reverse()) writeFileSync(join(target, name), readFileSync(join(DOCS, name)))
  return target
}

describe('generate on the sample', () => {
  let ran: Awaited<ReturnType<typeof runGenerate>>
  let again: typeof ran
  let folder: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'generate-sample-'))
    ran = await runGenerate(folder, withSample('out'))
    const docs = copyOfDocs(join(folder, 'again/material'))
    const args = ['--program', BRIEF, '--docs', docs, '--out', 'out', '--quiet', '--require', 'ready']
    again = await runGenerate(join(folder, 'again'), args, { before: ELSEWHERE })
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('writes all formats and nothing else', () => {
    expect({ code: ran.code, stderr: ran.code === 0 ? '' : ran.stderr }).toEqual({ code: 0, stderr: '' })
    expect(readdirSync(join(folder, 'out')).sort()).toEqual([...EVERY_FILE].sort())
    expect(readdirSync(folder).sort()).toEqual(['again', 'out'])
  })

  it('prints the report to stdout, at most 100 columns wide', () => {
    const lines = ran.stdout.split('\n')
    expect(lines[1]).toBe('Running a Home Network')
    expect(ran.stdout).toMatch(/Made {7}\d+ units, \d+ lessons, \d+ outcomes/)
    expect(ran.stdout).toMatch(/Verdict {4}(?:ready|needs work), readiness \d+ of 100/)
    expect(ran.stdout).toMatch(/workload +\d+ {2}The material fills/)
    expect(ran.stdout).toMatch(/Documents {2}15 documents, all of them used/)
    expect(ran.stdout).toMatch(/Written {4}to out, after [\d.]+ seconds\n +curriculum\.html +\d+ kB {2}open this first/)
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100)
  })

  it('prints progress to stderr, one line for each stage', () => {
    const percents = ran.stderr
      .trim()
      .split('\n')
      .map((line) => Number(/^ *(\d+) % {2}\S/.exec(line)?.[1]))
    expect(percents).toEqual([0, 5, 15, 30, 50, 65, 75, 85, 95, 100])
  })

  it('makes the same bytes in another folder, time zone and language', () => {
    const files = digestsOf(join(folder, 'out'))
    expect(Object.keys(files)).toHaveLength(EVERY_FILE.length)
    expect(digestsOf(join(folder, 'again/out'))).toEqual(files)
  })

  it('exits with 5 below the required verdict, and writes the files but no report', () => {
    const { code, stdout, stderr } = again
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
    expect(stderr).toMatch(/^curriculum: "ready" is required, but the curriculum is needs work \(\d+\)\n$/)
    expect(readdirSync(join(folder, 'again/out')).sort()).toEqual([...EVERY_FILE].sort())
  })

  it('prints one JSON object with --json', async () => {
    const { code, stdout } = await runGenerate(
      folders.root,
      withSample('json', '--json', '--format', 'json', '--require', 'needs-work'),
    )
    const { files, ...output } = JSON.parse(stdout)
    expect(code).toBe(0)
    expect(output).toMatchObject({
      ok: true,
      exitCode: 0,
      program: { id: 'running-a-home-network', totalHours: 24 },
      made: { hours: 24 },
      readiness: expect.any(Number),
      checks: { blocked: false },
      requirement: { verdict: 'needs-work', met: true },
      documents: { read: 15, unused: [], refused: [] },
      out: 'json',
      durations: { stages: { units: expect.any(Number), export: expect.any(Number) } },
    })
    for (const { name, bytes } of files) expect(readFileSync(join(folders.root, 'json', name)).length).toBe(bytes)
  })

  it('accepts a brief on standard input, another seed, and several lists of formats', async () => {
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
    const { code } = await runGenerate(folders.root, args, {
      input: Buffer.concat([Buffer.from('\ufeff'), readFileSync(BRIEF)]),
    })
    expect(code).toBe(0)
    expect(readdirSync(join(folders.root, 'out')).sort()).toEqual(
      [...EXPORTERS.gift.files, ...EXPORTERS.json.files, ...EXPORTERS.csv.files].sort(),
    )
    expect(readFileSync(join(folders.root, 'out/items.gift'))).not.toEqual(readFileSync(join(folder, 'out/items.gift')))
  })
})

describe('an output folder with results', () => {
  it('is rejected before the work starts, and replaced with --force', async () => {
    mkdirSync(join(folders.root, 'out'))
    for (const name of ['items.gift', 'curriculum.md', 'mine.txt'])
      writeFileSync(join(folders.root, 'out', name), 'old')
    const refused = await runGenerate(folders.root, withShort('out', '--json'))
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('already contains curriculum.md, items.gift'),
    })
    expect(JSON.parse(refused.stdout)).toMatchObject({
      ok: false,
      exitCode: 2,
      error: { code: 'OUTPUT_UNUSABLE', details: { files: ['curriculum.md', 'items.gift'] } },
    })
    expect(readFileSync(join(folders.root, 'out/items.gift'), 'utf8')).toBe('old')

    const forced = await runGenerate(folders.root, withShort('out', '--force', '--format', 'gift'))
    expect(forced).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('not changed: curriculum.md, mine.txt'),
    })
    expect(readFileSync(join(folders.root, 'out/items.gift'), 'utf8')).toContain('$CATEGORY')
    expect(readdirSync(join(folders.root, 'out')).sort()).toEqual(['curriculum.md', 'items.gift', 'mine.txt'])
  })
})

describe('a report that cannot be printed', () => {
  it.each([
    ['exits with 1 on a full disk', '/dev/full', 1],
    ['exits with 0 on a disk with free space', 'report.json', 0],
  ])('%s', async (_what, path, code) => {
    const ran = await runGenerate(folders.root, withShort('out', '--json', '--format', 'gift'), {
      before: `exec > ${path}`,
    })
    expect(ran.code).toBe(code)
    expect(readdirSync(join(folders.root, 'out'))).toEqual(['items.gift'])
  })
})

describe('a brief among the documents', () => {
  it('is not read as a document, and is noted', async () => {
    mkdirSync(join(folders.root, 'docs'))
    writeFileSync(join(folders.root, 'docs/brief.json'), readFileSync(BRIEF))
    writeFileSync(join(folders.root, 'docs/a.md'), readFileSync(join(DOCS, '01-what-a-network-is.md')))
    const args = ['--program', 'docs/brief.json', '--docs', 'docs', '--out', 'out', '--format', 'gift', '--json']
    const { code, stdout } = await runGenerate(folders.root, args)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      documents: { read: 1, refused: [] },
      notes: ['brief.json is the brief and was not read as a document'],
    })
  })
})

describe('generate with a closed pipe', () => {
  it('runs to its end if the reader of its output exits', async () => {
    const command = `"${process.execPath}" "${MAIN}" generate --program "${BRIEF}" --docs "${folders.shortDocs}" --out out --format gift 2>&1 | head -1`
    const child = spawn('/bin/sh', ['-c', command], { cwd: folders.root })
    await new Promise((done) => child.once('close', done))
    // `head` exits at once; the run continues to its end.
    while (!readdirSync(folders.root).includes('out')) await new Promise((done) => setTimeout(done, 20))
    expect(readdirSync(join(folders.root, 'out'))).toEqual(['items.gift'])
  })
})
