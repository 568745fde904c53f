import { spawnSync } from 'node:child_process'
import {
  existsSync,
  promises as files,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { OutputFolder } from '../../../../../src/adapters/cli/generate/output-folder.js'
import {
  assertBriefNotReplaced,
  assertFoldersSeparate,
  resolveOutputPlace,
} from '../../../../../src/adapters/cli/generate/output-place.js'

const FILES = ['a.html', 'b.json'].map((name) => ({ name, mediaType: 'text/plain', bytes: Buffer.from(`new ${name}`) }))
let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'output-'))
})
afterEach(() => rmSync(root, { recursive: true }))

async function open(path: string, force = false, now = Date.now()): Promise<OutputFolder> {
  const place = await resolveOutputPlace(path)
  return OutputFolder.open({ place, names: FILES.map(({ name }) => name), force, now })
}

async function writeAll(folder: OutputFolder): Promise<void> {
  for (const file of FILES) await folder.write(file)
  await folder.publish()
}

describe('a folder that does not exist', () => {
  it('is created with its parents and all files at once, and nothing else is left', async () => {
    const folder = await open(join(root, 'x/y/out'))
    for (const file of FILES) await folder.write(file)
    expect(existsSync(join(root, 'x'))).toBe(false)
    await folder.publish()
    expect(readdirSync(root)).toEqual(['x'])
    expect(readdirSync(join(root, 'x/y/out'))).toEqual(['a.html', 'b.json'])
    expect(readFileSync(join(root, 'x/y/out/a.html'), 'utf8')).toBe('new a.html')
  })

  it('is not created if the work is aborted', async () => {
    const folder = await open(join(root, 'out'))
    await folder.write(FILES[0] ?? fail())
    expect(readdirSync(root)).toEqual([expect.stringMatching(/^\.out-/)])
    folder.discard()
    expect(readdirSync(root)).toEqual([])
  })

  it('keeps its files if another process creates it during the work', async () => {
    const folder = await open(join(root, 'out'))
    for (const file of FILES) await folder.write(file)
    mkdirSync(join(root, 'out'))
    writeFileSync(join(root, 'out/a.html'), 'theirs')
    await expect(folder.publish()).rejects.toMatchObject({ code: 'OUTPUT_UNUSABLE' })
    expect(readFileSync(join(root, 'out/a.html'), 'utf8')).toBe('theirs')
  })
})

describe('a folder that exists', () => {
  it('gets the files, and keeps its other files', async () => {
    writeFileSync(join(root, 'notes.txt'), 'mine')
    await writeAll(await open(root))
    expect(readdirSync(root).sort()).toEqual(['a.html', 'b.json', 'notes.txt'])
  })

  it('is rejected with their names if it contains one of the files, before anything is written', async () => {
    writeFileSync(join(root, 'b.json'), 'old')
    await expect(open(root)).rejects.toMatchObject({
      code: 'OUTPUT_UNUSABLE',
      message: expect.stringContaining('already contains b.json'),
      hint: expect.stringContaining('--force'),
      details: { files: ['b.json'] },
    })
    expect(readdirSync(root)).toEqual(['b.json'])
  })

  it('has its files replaced with force', async () => {
    writeFileSync(join(root, 'b.json'), 'old')
    await writeAll(await open(root, true))
    expect(readFileSync(join(root, 'b.json'), 'utf8')).toBe('new b.json')
    expect(readdirSync(root)).toEqual(['a.html', 'b.json'])
  })

  it.each([1, 2, 3, 4])('is unchanged if rename %i of a replacement fails', async (failing) => {
    for (const { name } of FILES) writeFileSync(join(root, name), `old ${name}`)
    const folder = await open(root, true)
    for (const file of FILES) await folder.write(file)
    const busy = Object.assign(new Error('EBUSY: resource busy'), { code: 'EBUSY' })
    const real = files.rename
    let moves = 0
    const rename = jest.spyOn(files, 'rename')
    rename.mockImplementation((from, to) => (++moves === failing ? Promise.reject(busy) : real(from, to)))
    try {
      await expect(folder.publish()).rejects.toMatchObject({ code: 'OUTPUT_NOT_WRITTEN', details: { code: 'EBUSY' } })
    } finally {
      rename.mockRestore()
      folder.discard()
    }
    expect(readdirSync(root)).toEqual(['a.html', 'b.json'])
    for (const { name } of FILES) expect(readFileSync(join(root, name), 'utf8')).toBe(`old ${name}`)
  })

  it('is unchanged if the process ends during a replacement', async () => {
    writeFileSync(join(root, 'a.html'), 'old a.html')
    const folder = await open(root, true)
    for (const file of FILES) await folder.write(file)
    const real = files.rename
    const rename = jest.spyOn(files, 'rename')
    const stuck = new Promise<void>((reached) => {
      rename.mockImplementation(async (from, to) => {
        await real(from, to)
        if (to !== join(root, 'a.html')) return
        reached()
        await new Promise(() => undefined)
      })
    })
    void folder.publish()
    await stuck
    rename.mockRestore()
    expect(readFileSync(join(root, 'a.html'), 'utf8')).toBe('new a.html')
    folder.discard()
    expect(readdirSync(root)).toEqual(['a.html'])
    expect(readFileSync(join(root, 'a.html'), 'utf8')).toBe('old a.html')
  })

  it('is rejected even with force if a folder has the name of a file', async () => {
    mkdirSync(join(root, 'a.html'))
    await expect(open(root, true)).rejects.toMatchObject({
      message: expect.stringContaining('folders named a.html'),
    })
  })

  it('can be a link', async () => {
    mkdirSync(join(root, 'real'))
    symlinkSync('real', join(root, 'link'))
    await writeAll(await open(join(root, 'link')))
    expect(readdirSync(join(root, 'real'))).toEqual(['a.html', 'b.json'])
    expect(readdirSync(root)).toEqual(['link', 'real'])
  })
})

describe('an unusable output folder', () => {
  it.each([
    ['file', 'is a file'],
    ['file/out', 'which is a file'],
    ['file/a/b', 'which is a file'],
  ])('%s: %s', async (path, reason) => {
    writeFileSync(join(root, 'file'), '')
    await expect(resolveOutputPlace(join(root, path))).rejects.toMatchObject({
      code: 'OUTPUT_UNUSABLE',
      message: expect.stringContaining(reason),
    })
  })

  it.each(['link', 'link/out'])('%s: a dangling link', async (path) => {
    symlinkSync('gone', join(root, 'link'))
    await expect(resolveOutputPlace(join(root, path))).rejects.toMatchObject({
      code: 'OUTPUT_UNUSABLE',
      message: expect.stringContaining('a link to gone, which does not exist'),
    })
  })

  it('a place where no folder can be created', async () => {
    await expect(open('/proc/out')).rejects.toMatchObject({ code: 'OUTPUT_UNUSABLE' })
  })

  it('a name that is too long', async () => {
    await expect(open(join(root, 'x'.repeat(300)))).rejects.toMatchObject({ code: 'OUTPUT_UNUSABLE' })
  })
})

describe('the work folder of a killed run', () => {
  const leftBy = (pid: number, place = root): string => {
    const own = readdirSync(place).find((name) => name.startsWith('.out-')) ?? fail()
    return own.replace(`-${process.pid}-`, `-${pid}-`)
  }

  it('is removed by the next run; those of running processes and other files are not', async () => {
    const first = await open(join(root, 'out'))
    const dead = spawnSync('true').pid
    const names = [leftBy(dead), leftBy(process.ppid), '.out-of-here', '.outer-00000000-1-abcdef']
    for (const name of names) mkdirSync(join(root, name))
    first.discard()
    const second = await open(join(root, 'out'))
    second.discard()
    expect(readdirSync(root).sort()).toEqual(names.slice(1).sort())
  })

  it('is removed if it is of another machine and old', async () => {
    const name = '.out-00000000-7-abcdef'
    mkdirSync(join(root, name))
    const now = Date.now()
    ;(await open(join(root, 'out'), false, now + 3_500_000)).discard()
    expect(readdirSync(root)).toEqual([name])
    utimesSync(join(root, name), new Date(now - 3_700_000), new Date(now - 3_700_000))
    ;(await open(join(root, 'out'), false, now)).discard()
    expect(readdirSync(root)).toEqual([])
  })
})

describe('documents folder and output folder', () => {
  const apart = async (documents: string, output: string) =>
    assertFoldersSeparate(await resolveOutputPlace(join(root, output)), join(root, documents))
  beforeEach(() => {
    mkdirSync(join(root, 'course/docs'), { recursive: true })
    mkdirSync(join(root, 'docs2'))
    symlinkSync('course/docs', join(root, 'link'))
  })

  it.each([
    ['course/docs', 'course/docs', 'is the documents folder'],
    ['course/docs', 'course/docs/out', 'is inside the documents folder'],
    ['course/docs', 'link/a/b', 'is inside the documents folder'],
    ['link', 'course/docs', 'is the documents folder'],
    ['course/docs', 'course', 'is inside the output folder'],
    ['link', 'course', 'is inside the output folder'],
  ])('%s and %s: %s', async (documents, output, reason) => {
    await expect(apart(documents, output)).rejects.toMatchObject({
      code: 'OUTPUT_UNUSABLE',
      message: expect.stringContaining(reason),
    })
  })

  it.each([
    ['course/docs', 'course/out'],
    ['docs2', 'docs22'],
    ['docs2', 'course'],
  ])('%s and %s are separate', async (documents, output) => {
    await expect(apart(documents, output)).resolves.toBeUndefined()
  })
})

describe('a brief in the output folder', () => {
  it('is not replaced by a file of its name', async () => {
    const brief = join(root, 'a.html')
    writeFileSync(brief, '{}')
    const kept = async (path: string, names: readonly string[]) =>
      assertBriefNotReplaced(await resolveOutputPlace(root), names, path)
    await expect(kept(brief, ['a.html'])).rejects.toMatchObject({ code: 'OUTPUT_UNUSABLE' })
    await expect(kept(brief, ['b.json'])).resolves.toBeUndefined()
    await expect(kept('-', ['a.html'])).resolves.toBeUndefined()
  })
})

function fail(): never {
  throw new Error('not found')
}
