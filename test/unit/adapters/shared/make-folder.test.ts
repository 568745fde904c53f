import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { makeFolder } from '../../../../src/adapters/shared/make-folder.js'

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'make-folder-'))
})
afterAll(() => rmSync(root, { recursive: true }))

describe('makeFolder', () => {
  it('creates a folder with those above it, also at once from several callers, and keeps one that exists', async () => {
    const folder = join(root, 'a/b/c')
    await Promise.all([makeFolder(folder), makeFolder(folder), makeFolder(join(root, 'a/b/d'))])
    await makeFolder(folder)
    expect(statSync(folder).isDirectory()).toBe(true)
  })

  it('rejects if a file is in the way', async () => {
    writeFileSync(join(root, 'file'), '')
    await expect(makeFolder(join(root, 'file'))).rejects.toMatchObject({ code: 'EEXIST' })
    await expect(makeFolder(join(root, 'file/a'))).rejects.toMatchObject({
      code: expect.stringMatching(/^ENOTDIR|EEXIST$/),
    })
  })

  it('rejects where no folder can be created: mkdir with `recursive` of Node tries for ever in /proc', async () => {
    await expect(makeFolder('/proc/curriculum/data')).rejects.toMatchObject({ code: expect.stringMatching(/^E/) })
  })
})
