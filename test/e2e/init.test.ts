import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'init-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const BIN = resolve('dist/app/main.js')
const MATERIAL = `# Bread

A **sourdough** is a dough in which wild yeast and bacteria live. A **loaf** is a piece of bread that is baked whole. Keep a
sourdough alive: feed it with flour and water every week. Bake a loaf of wheat bread: knead, let it rise, bake for an hour.
`

function curriculum(...args: readonly string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [BIN, ...args],
      { cwd: folder, env: { PATH: process.env.PATH } },
      (_error, stdout, stderr) => done({ status: child.exitCode, stdout, stderr }),
    )
  })
}

describe('curriculum init', () => {
  it('writes a brief that generate takes as it is, and says what to do next', async () => {
    const { status, stdout, stderr } = await curriculum('init')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const brief = JSON.parse(readFileSync(join(folder, 'brief.json'), 'utf8')) as object
    for (const field of Object.keys(brief)) expect(stdout).toMatch(new RegExp(`^  ${field} `, 'm'))
    const [, command = ''] = /npx curriculum (generate .+)$/m.exec(stdout) ?? []
    mkdirSync(join(folder, 'documents'))
    writeFileSync(join(folder, 'documents/bread.md'), MATERIAL)
    expect(await curriculum(...command.split(' '), '--quiet')).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(readFileSync(join(folder, 'curriculum/curriculum.md'), 'utf8')).toContain('Baking Bread at Home')
  })

  it('writes to a given file, whose name it quotes for the shell', async () => {
    const { status, stdout } = await curriculum('init', 'my brief.json')
    expect(status).toBe(0)
    expect(stdout).toContain('--program "my brief.json"')
    expect(existsSync(join(folder, 'my brief.json'))).toBe(true)
  })

  it.each([
    ['a file', ['kept.json'], 'kept.json exists and is not replaced -> name another file, or remove this one'],
    ['a folder', ['kept'], `kept is a folder -> name a file in it: ${join('kept', 'brief.json')}`],
    ['a place without a folder', ['none/brief.json'], '-> create its folder first'],
    ['a place in a file', ['kept.json/brief.json'], '-> name a file in a folder'],
    ['an empty name', [''], '-> name a file: curriculum init brief.json'],
    ['two names', ['a', 'b'], 'too many arguments'],
  ])('refuses %s, and changes nothing', async (_what, args, message) => {
    writeFileSync(join(folder, 'kept.json'), 'kept')
    mkdirSync(join(folder, 'kept'))
    const { status, stdout, stderr } = await curriculum('init', ...args)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(readFileSync(join(folder, 'kept.json'), 'utf8')).toBe('kept')
  })
})
