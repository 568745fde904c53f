import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { BRIEF, DOCS, runGenerate, SAMPLE, temporaryFolders } from './run-generate.js'

const folders = temporaryFolders()

const GOOD = JSON.parse(readFileSync(BRIEF, 'utf8')) as { readonly [field: string]: unknown }
const json = (changes: object): string => JSON.stringify({ ...GOOD, ...changes })

describe('unusable input exits with 2 and writes nothing', () => {
  it.each<readonly [what: string, brief: string | Buffer, message: string]>([
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
    ['a misspelt field', json({ credit: 3 }), '/credit: unknown field; did you mean credits?'],
    ['UTF-16', Buffer.from(`\ufeff${json({})}`, 'utf16le'), 'is in UTF-16 -> save it as UTF-8'],
    ['Latin-1', Buffer.from(json({ title: 'Caf\u00e9' }), 'latin1'), 'is not text in UTF-8'],
    ['more than a megabyte', ' '.repeat(1_048_577), 'has more than 1048576 bytes'],
  ])('a brief with %s', async (_what, input, message) => {
    const { code, stdout, stderr } = await runGenerate(
      folders.root,
      ['--program', '-', '--docs', DOCS, '--out', 'out'],
      { input },
    )
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(readdirSync(folders.root)).toEqual([])
  })

  it('reports all problems of a brief, as text and as JSON', async () => {
    const input = json({ title: 7, level: 'easy', aims: [] })
    const { code, stdout, stderr } = await runGenerate(
      folders.root,
      ['--program', '-', '--docs', DOCS, '--out', 'out', '--json'],
      { input },
    )
    expect(code).toBe(2)
    for (const pointer of ['/title', '/level', '/aims']) expect(stderr).toContain(`  ${pointer}: found`)
    expect(JSON.parse(stdout).error).toMatchObject({
      code: 'INVALID_PROGRAM',
      details: { problems: [{ pointer: '/title' }, { pointer: '/level' }, { pointer: '/aims' }] },
    })
  })

  it.each<readonly [what: string, args: readonly string[], message: string]>([
    ['an unknown format', ['--format', 'html,pdf'], 'there is no format "pdf". The formats are markdown, html,'],
    ['a misspelt format', ['--format', 'htlm'], 'there is no format "htlm". Did you mean html? The formats are'],
    ['a verdict that is none', ['--require', 'perfect'], 'use ready or needs-work'],
    ['a seed that is no number', ['--seed', 'x'], 'use a whole number'],
    ['an unknown option', ['--pdf'], "unknown option '--pdf'"],
    ['no documents folder', ['--docs', 'none'], 'the documents folder none does not exist'],
    ['a file for a folder', ['--docs', BRIEF], 'brief.json is a file'],
    ['a missing brief', ['--program', 'none.json'], 'the program brief none.json does not exist'],
    ['a folder for a brief', ['--program', DOCS], 'is a folder'],
    ['a device for a brief', ['--program', '/dev/zero'], 'is not a file'],
    ['an empty path', ['--out', ''], 'use a path'],
    ['a file for the output', ['--out', BRIEF], 'is a file'],
    ['an output below a file', ['--out', join(BRIEF, 'out')], 'which is a file'],
    ['an output folder that cannot be created', ['--out', '/proc/out'], 'cannot be written'],
    ['the documents as output', ['--out', DOCS], 'is the documents folder'],
    ['an output among the documents', ['--out', join(DOCS, 'out')], 'is inside the documents folder'],
    ['documents in the output', ['--out', SAMPLE], 'is inside the output folder'],
  ])('%s', async (_what, args, message) => {
    const { code, stdout, stderr } = await runGenerate(folders.root, [
      '--program',
      BRIEF,
      '--docs',
      DOCS,
      '--out',
      'out',
      ...args,
    ])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(readdirSync(folders.root)).toEqual([])
  })

  it('documents that cannot be read, each with its reason', async () => {
    mkdirSync(join(folders.root, 'docs'))
    writeFileSync(join(folders.root, 'docs/a.md'), '')
    writeFileSync(join(folders.root, 'docs/b.bin'), Buffer.from([0, 1, 2]))
    const { code, stderr } = await runGenerate(folders.root, ['--program', BRIEF, '--docs', 'docs', '--out', 'out'])
    expect(code).toBe(2)
    expect(stderr).toMatch(/no document can be used:\n {2}a\.md is empty -> .+\n {2}b\.bin .+ -> .+\n/)
    expect(readdirSync(folders.root)).toEqual(['docs'])
  })
})
