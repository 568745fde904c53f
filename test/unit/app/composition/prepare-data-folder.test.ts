import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { prepareDataFolder } from '../../../../src/app/composition/serve.js'

let base: string
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'data-folder-'))
})
afterEach(() => rm(base, { recursive: true }))

describe('prepareDataFolder', () => {
  it('creates an empty folder', async () => {
    await prepareDataFolder(join(base, 'a', 'b'))
    expect(await readdir(join(base, 'a', 'b'))).toEqual([])
  })

  it('throws with the folder and a hint if it cannot be created', async () => {
    await writeFile(join(base, 'file'), '')
    await expect(prepareDataFolder(join(base, 'file', 'data'))).rejects.toMatchObject({
      code: 'DATA_DIR_UNUSABLE',
      message: expect.stringContaining(join(base, 'file', 'data')),
      hint: expect.stringContaining('DATA_DIR'),
    })
  })
})
