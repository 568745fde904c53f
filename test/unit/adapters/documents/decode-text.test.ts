import { describe, expect, it } from '@jest/globals'
import { decodeText } from '../../../../src/adapters/documents/decode-text.js'

const TEXT = 'Größe: “naïve” – 5 €\nשלום 👩‍🔬'
const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16()

describe('decodeText', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT), TEXT],
    ['UTF-8 with mark', Buffer.from(`\ufeff${TEXT}`), TEXT],
    ['UTF-16 LE with mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), TEXT],
    ['UTF-16 BE with mark', swapped(`\ufeff${TEXT}`), TEXT],
    ['UTF-16 LE without mark', Buffer.from('Plain text in wide letters', 'utf16le'), 'Plain text in wide letters'],
    ['UTF-16 BE without mark', swapped('Plain text in wide letters'), 'Plain text in wide letters'],
    ['Latin-1', Buffer.from('Größe naïve', 'latin1'), 'Größe naïve'],
    ['Windows-1252', Buffer.from('\x93quoted\x94 \x96 5 \x80', 'latin1'), '“quoted” – 5 €'],
    ['CRLF and CR', Buffer.from('a\r\nb\rc'), 'a\nb\nc'],
    ['truncated UTF-8', Buffer.from('äöü äöü äöü äöü äöü').subarray(0, -1), 'äöü äöü äöü äöü äö\ufffd'],
  ])('%s', (_, bytes, text) => {
    expect(decodeText(bytes)).toBe(text)
  })

  it('uses the declared charset if the file is not UTF-8', () => {
    const cyrillic = Buffer.from([0xd5, 0xeb, 0xe5, 0xe1])
    expect(decodeText(cyrillic, 'windows-1251')).toBe('Хлеб')
    expect(decodeText(cyrillic, 'no-such-charset')).toBe('Õëåá')
    expect(decodeText(Buffer.from('Größe'), 'windows-1251')).toBe('Größe')
  })

  it.each([
    ['NUL', Buffer.from('text\0text')],
    ['noise', Buffer.from(Array.from({ length: 600 }, (_, index) => (index * 97 + 13) % 256))],
  ])('%s is not text', (_, bytes) => {
    expect(decodeText(bytes)).toBeUndefined()
  })
})
