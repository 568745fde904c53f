import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { BRIEF, DOCS, runCommand, runGenerate, temporaryFolders } from './run-generate.js'

const folders = temporaryFolders()
const withSample = (...more: string[]) => ['--program', BRIEF, '--docs', DOCS, ...more]
const pathOf = (name: string) => join(folders.root, name)
const readJson = (name: string) => JSON.parse(readFileSync(pathOf(name), 'utf8'))

describe('curriculum outline', () => {
  it('prints the proposal, or writes it and prints a summary', async () => {
    const printed = await runCommand('outline', folders.root, withSample())
    expect(printed.code).toBe(0)
    const proposal = JSON.parse(printed.stdout)
    expect(proposal.placement).toEqual({ reason: 'numbered in the file names', confidence: 0.95 })
    expect(proposal.outline[0]).toMatchObject({
      title: expect.any(String),
      documents: expect.arrayContaining(['01-what-a-network-is.md']),
      placement: { reason: expect.stringContaining('numbered'), confidence: expect.any(Number) },
    })
    const written = await runCommand('outline', folders.root, withSample('--out', 'outline.json'))
    expect(written.stdout).toMatch(/Order {6}numbered in the file names \(95 % sure\)/)
    expect(readFileSync(pathOf('outline.json'), 'utf8')).toBe(printed.stdout)
  })

  it('does not replace a file, nor write among the documents', async () => {
    writeFileSync(pathOf('outline.json'), 'mine')
    const refused = await runCommand('outline', folders.root, withSample('--out', 'outline.json', '--json'))
    expect(refused.code).toBe(2)
    expect(JSON.parse(refused.stdout)).toMatchObject({ ok: false, error: { code: 'OUTPUT_UNUSABLE' } })
    expect(readFileSync(pathOf('outline.json'), 'utf8')).toBe('mine')
    const inside = join(DOCS, 'outline.json')
    expect((await runCommand('outline', folders.root, withSample('--out', inside))).code).toBe(2)
    expect(existsSync(inside)).toBe(false)
  })
})

describe('an output file that cannot be written', () => {
  it.each(['/proc/outline.json', '/proc/a/outline.json', '/dev/null/outline.json'])(
    '%s is refused before a document is read',
    async (out) => {
      const { code, stdout, stderr } = await runCommand('outline', folders.root, withSample('--out', out, '--json'))
      expect(code).toBe(2)
      expect(JSON.parse(stdout)).toMatchObject({
        ok: false,
        error: { code: 'OUTPUT_UNUSABLE', hint: expect.any(String) },
      })
      expect(stderr).not.toContain('Reading')
    },
  )

  it('leaves nothing behind, and keeps a file that it may replace', async () => {
    writeFileSync(pathOf('outline.json'), 'mine')
    const args = ['--program', BRIEF, '--docs', pathOf('none'), '--out', 'outline.json', '--force']
    expect((await runCommand('outline', folders.root, args)).code).toBe(2)
    mkdirSync(pathOf('none'))
    expect((await runCommand('outline', folders.root, args)).code).toBe(2)
    expect(readFileSync(pathOf('outline.json'), 'utf8')).toBe('mine')
    expect(readdirSync(folders.root).sort()).toEqual(['none', 'outline.json'])
  })
})

describe('an edited outline', () => {
  it('is followed exactly: renamed, moved, merged, dropped, with hours', async () => {
    await runCommand('outline', folders.root, withSample('--out', 'outline.json'))
    const { outline } = readJson('outline.json')
    const [first, second, third, fourth] = outline
    const edited = [
      { ...second, title: 'Second first', hours: 7 },
      { title: 'Merged', documents: [...first.documents, ...third.documents] },
      { title: 'Moved', documents: [fourth.documents.at(-1)], hours: 1.5 },
    ]
    writeFileSync(pathOf('outline.json'), JSON.stringify({ outline: edited }))
    const args = withSample('--outline', 'outline.json', '--out', 'out', '--format', 'json', '--json')
    const { code, stdout } = await runGenerate(folders.root, args)
    expect({ code, notes: JSON.parse(stdout).notes }).toEqual({ code: 0, notes: [] })
    const { units } = readJson('out/curriculum.json')
    expect(units.map(({ title }: { title: string }) => title)).toEqual(['Second first', 'Merged', 'Moved'])
    expect(units[0].minutes ?? units[0].hours * 60).toBe(420)
    expect(units[2].minutes ?? units[2].hours * 60).toBe(90)
    const unused = JSON.parse(stdout).documents.unused.map(({ docId }: { docId: string }) => docId)
    for (const dropped of fourth.documents.slice(0, -1)) expect(unused).toContain(dropped)
  })

  it('goes before that of the brief, and says so', async () => {
    const brief = { ...JSON.parse(readFileSync(BRIEF, 'utf8')), outline: [{ title: 'Of the brief' }] }
    writeFileSync(pathOf('brief.json'), JSON.stringify(brief))
    writeFileSync(pathOf('outline.json'), JSON.stringify([{ title: 'All', documents: ['01-what-a-network-is.md'] }]))
    const args = ['--program', 'brief.json', '--docs', folders.shortDocs, '--out', 'out', '--format', 'json', '--json']
    const { code, stdout } = await runGenerate(folders.root, [...args, '--outline', 'outline.json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout).notes).toEqual(['the brief has an outline, too: that of outline.json is used'])
    expect(readJson('out/curriculum.json').units[0].title).toBe('All')
  })

  it('is refused with the place and what is near, and nothing is written', async () => {
    mkdirSync(pathOf('folder'))
    writeFileSync(pathOf('outline.json'), JSON.stringify([{ title: 'All', documents: ['01-what-a-network.md'] }]))
    const args = ['--program', BRIEF, '--docs', folders.shortDocs, '--out', 'out']
    const unknown = await runGenerate(folders.root, [...args, '--outline', 'outline.json'])
    expect(unknown).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('/outline/0/documents/0: expected a document, a folder or a section'),
    })
    expect(unknown.stderr).toContain('did you mean 01-what-a-network-is.md?')
    for (const [path, message] of [
      ['nowhere.json', 'the outline nowhere.json does not exist'],
      ['folder', 'the outline folder is a folder'],
    ] as const) {
      const refused = await runGenerate(folders.root, [...args, '--outline', path])
      expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining(message) })
    }
    expect(existsSync(pathOf('out'))).toBe(false)
  })
})
