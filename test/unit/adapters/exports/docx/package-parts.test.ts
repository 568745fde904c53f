import { describe, expect, it } from '@jest/globals'
import {
  escaped,
  fixZipTimes,
  isRightToLeft,
  languageTag,
  xmlText,
} from '../../../../../src/adapters/exports/docx/package-parts.js'
import { HOSTILE_TEXTS, UNWRITABLE_TEXTS } from '../../../../support/documents/hostile-texts.js'
import { zipFile } from '../../../../support/documents/zip-file.js'

describe('text in XML', () => {
  it.each(Object.entries(HOSTILE_TEXTS))('is left as it is: %s', (_name, text) => {
    expect(xmlText(text)).toBe(text)
  })

  it.each(Object.entries(UNWRITABLE_TEXTS))('has a replacement character for %s', (_name, [text, left]) => {
    expect(xmlText(text)).toBe(left)
  })

  it('has one kind of line break, and keeps tabs', () => {
    expect(xmlText('a\r\nb\rc\nd\u2028e\tf')).toBe('a\nb\nc\nd\ne\tf')
  })

  it('is escaped between tags and in attributes', () => {
    expect(escaped('<a b="c">&amp;')).toBe('&lt;a b=&quot;c&quot;&gt;&amp;amp;')
  })
})

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
  it('are always the same', () => {
    const one = Buffer.from(fixZipTimes(archiveAt(0x5b21_1234)))
    const other = Buffer.from(fixZipTimes(archiveAt(0x7c43_5678)))
    expect(archiveAt(1).equals(archiveAt(2))).toBe(false)
    expect(one.equals(other)).toBe(true)
    expect(one.readUInt32LE(10)).toBe(0x0021_0000)
  })

  it('are an error in another file', () => {
    expect(() => fixZipTimes(Buffer.alloc(100))).toThrow('does not end')
  })
})

describe('the language of a document', () => {
  it('decides the direction and is English if it is not well formed', () => {
    expect(['ar', 'he-IL', 'fa', 'ur', 'ps'].map(isRightToLeft)).toEqual([true, true, true, true, true])
    expect(['en', 'de-AT', 'arn', 'uz'].map(isRightToLeft)).toEqual([false, false, false, false])
    expect([languageTag('de-AT'), languageTag('"/><w:x')]).toEqual(['de-AT', 'en'])
  })
})
