import { describe, expect, it } from '@jest/globals'
import { fixZipTimes } from '../../../../../src/adapters/exports/docx/package/fix-zip-times.js'
import { zipFile } from '../../../../support/documents/zip-file.js'

/** An archive whose every part has this time, in both of its headers. */
function archiveAt(time: number): Buffer {
  const archive = zipFile([
    { name: 'a.xml', content: '<a/>' },
    { name: 'folder/b.xml', content: '<b/>' },
  ])
  for (const [signature, offset] of [
    [0x04034b50, 10],
    [0x02014b50, 12],
  ] as const) {
    for (let at = 0; at + 4 <= archive.length; at++) {
      if (archive.readUInt32LE(at) === signature) archive.writeUInt32LE(time, at + offset)
    }
  }
  return archive
}

describe('the times of an archive', () => {
  it('are the same, whenever it was made', () => {
    const one = Buffer.from(fixZipTimes(archiveAt(0x5b21_1234)))
    const other = Buffer.from(fixZipTimes(archiveAt(0x7c43_5678)))
    expect(archiveAt(1).equals(archiveAt(2))).toBe(false)
    expect(one.equals(other)).toBe(true)
    expect(one.readUInt32LE(10)).toBe(0x0021_0000)
  })

  it('are not looked for in what is no archive', () => {
    expect(() => fixZipTimes(Buffer.alloc(100))).toThrow('does not end')
  })
})
