import { describe, expect, it } from '@jest/globals'
import { html, joined, plain } from '../../../../src/adapters/shared/html.js'

describe('a template of HTML', () => {
  it('escapes its values, for text and for attributes', () => {
    expect(html`<p title="${'"><b>'}">${"<i>'&"}</p>`.toString()).toBe(
      '<p title="&quot;&gt;&lt;b&gt;">&lt;i&gt;&#39;&amp;</p>',
    )
  })

  it('takes templates, lists, numbers and nothing', () => {
    expect(html`${[html`<b>${1}</b>`, ' ', '<']}${undefined}${false}${0}`.toString()).toBe('<b>1</b> &lt;0')
    expect(joined(['a', html`<br>`, '<'], ', ').toString()).toBe('a, <br>, &lt;')
  })

  it('escapes an object that only looks like markup', () => {
    const forged = { toString: () => '<script>' } as unknown as string
    expect(html`${String(forged)}`.toString()).toBe('&lt;script&gt;')
  })

  it('replaces what HTML cannot hold, and nothing else', () => {
    expect(html`${'a\0\u0008\u001F\u007F\u0085\uFFFF\uD800b'}`.toString()).toBe(`a${'\uFFFD'.repeat(7)}b`)
    expect(html`${'\tא 😀 e\u0301\u200B\n'}`.toString()).toBe('\tא 😀 e\u0301\u200B\n')
    expect(html`${'a\r\nb\rc'}`.toString()).toBe('a\nb\nc')
  })
})

describe('plain text', () => {
  it('is one line without an effect on the direction of the text after it', () => {
    expect(plain(' a\n\u202Eb\u2066  c ')).toBe('a b c')
  })
})
