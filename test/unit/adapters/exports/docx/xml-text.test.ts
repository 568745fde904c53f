import { describe, expect, it } from '@jest/globals'
import { escaped, xmlText } from '../../../../../src/adapters/exports/docx/package/xml-text.js'
import { HOSTILE_TEXTS, UNWRITABLE_TEXTS } from '../../../../support/documents/hostile-texts.js'

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
