import { deflateSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { DEFAULT_DOCUMENT_LIMITS, type DocumentLimits } from '../../../../src/adapters/documents/document-limits.js'
import { readDocument } from '../../../../src/adapters/documents/read-document.js'
import { docxFile } from '../../../support/documents/docx-file.js'
import { lessonFiles } from '../../../support/documents/lesson-files.js'
import { pdfFile } from '../../../support/documents/pdf-file.js'
import { zipFile } from '../../../support/documents/zip-file.js'

const text = { runs: ['Bread rises.'] }
const page = [{ x: 72, y: 700, size: 11, text: 'Bread rises.' }]
const lesson = (ending: string): Buffer =>
  lessonFiles().find(({ name }) => name.endsWith(ending))?.bytes ?? Buffer.alloc(0)
const swap = (bytes: Buffer, from: string, to: string) =>
  Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1')
const compound = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
const main = (xml: string) => docxFile([], { documentXml: xml })
const bomb = Buffer.alloc(40 * 1024 * 1024, 'a')
// Code that decompresses the whole bomb finds that its end is missing; code that stops in time does not.
const cutBomb = deflateSync(bomb).subarray(0, 20_000)

// Each has a few kilobytes and decompresses to more than 8 MB.
const packed = deflateSync(Buffer.alloc(8 * 1024 * 1024, ' '))
const runs = Buffer.concat([Buffer.alloc(2 * 65_536, Buffer.from([0x81, 0x20])), Buffer.from([128])])
const BOMBS: readonly (readonly [what: string, filter: string, content: Buffer])[] = [
  ['deflation over deflation', '/Filter[/FlateDecode /FlateDecode]', deflateSync(packed)],
  ['deflation below hexadecimals', '/Filter[/ASCIIHexDecode/FlateDecode]', Buffer.from(`${packed.toString('hex')}>`)],
  ['deflation below ASCII85', '/F [ /A85 /Fl ]', Buffer.from(ascii85(packed))],
  ['deflation over run lengths', '/Filter [/FlateDecode\n/RunLengthDecode]', deflateSync(runs)],
  ['run lengths', '/Filter/RL', runs],
  ['LZW', '/Filter/LZWDecode', lzwRuns()],
  ['a filter with an escaped name', '/Filter/Fl#61teDecode', packed],
  ['a filter named far before the data', `/Filter/FlateDecode/Note(${'x'.repeat(5_000)})`, packed],
  ['a filter named by another object', '/Filter 99 0 R', packed],
]

type Case = readonly [
  what: string,
  name: string,
  bytes: Buffer,
  code: string,
  reason: string,
  limits?: Partial<DocumentLimits>,
]

const CASES: readonly Case[] = [
  ['nothing', 'a.md', Buffer.alloc(0), 'UNREADABLE_DOCUMENT', 'empty'],
  ['only white space', 'a.txt', Buffer.from(' \n\t\r\n'), 'UNREADABLE_DOCUMENT', 'empty'],
  ['only a byte order mark', 'a.md', Buffer.from('\ufeff'), 'UNREADABLE_DOCUMENT', 'empty'],
  ['only a rule', 'a.md', Buffer.from('---\n\n***\n'), 'UNREADABLE_DOCUMENT', 'no-text'],
  ['only a script', 'a.html', Buffer.from('<html><script>a()</script>'), 'UNREADABLE_DOCUMENT', 'no-text'],
  ['random bytes', 'a.md', Buffer.from([1, 2, 3, 0, 255, 254, 7]), 'UNSUPPORTED_DOCUMENT', 'not-a-document'],
  ['a picture named .md', 'a.md', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'UNSUPPORTED_DOCUMENT', 'not-a-document'],
  ['RTF', 'a.doc', Buffer.from('{\\rtf1 Bread}'), 'UNSUPPORTED_DOCUMENT', 'not-a-document'],
  [
    'an old Word document',
    'a.docx',
    Buffer.concat([compound, Buffer.alloc(600)]),
    'UNSUPPORTED_DOCUMENT',
    'not-a-document',
  ],
  [
    'an encrypted DOCX',
    'a.docx',
    Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')]),
    'UNREADABLE_DOCUMENT',
    'encrypted',
  ],
  [
    'a workbook',
    'a.docx',
    zipFile([{ name: 'xl/workbook.xml', content: '<x/>' }]),
    'UNSUPPORTED_DOCUMENT',
    'not-a-document',
  ],
  [
    'an archive without a document',
    'a.docx',
    zipFile([{ name: 'a.txt', content: 'Bread.' }]),
    'UNSUPPORTED_DOCUMENT',
    'not-a-document',
  ],
  ['an empty archive', 'a.docx', zipFile([]), 'UNSUPPORTED_DOCUMENT', 'not-a-document'],
  ['a truncated DOCX', 'a.docx', lesson('.docx').subarray(0, 900), 'UNREADABLE_DOCUMENT', 'malformed'],
  ['a DOCX with invalid XML', 'a.docx', main('<w:document><w:body>'), 'UNREADABLE_DOCUMENT', 'malformed'],
  ['a DOCX without text', 'a.docx', docxFile([]), 'UNREADABLE_DOCUMENT', 'no-text'],
  [
    'a DOCX that decompresses to more than it declares',
    'a.docx',
    docxFile([text], { more: [{ name: 'word/big.xml', content: bomb, packedShare: 0.5, claimedBytes: 10 }] }),
    'ARCHIVE_LIMITS',
    'inflates-too-much',
    { inflatedBytes: 1_000_000 },
  ],
  [
    'a DOCX that declares too large a size',
    'a.docx',
    docxFile([text], { more: [{ name: 'word/media/a.png', content: 'a', claimedBytes: 4_000_000_000 }] }),
    'ARCHIVE_LIMITS',
    'inflates-too-much',
  ],
  [
    'a DOCX with too many parts',
    'a.docx',
    docxFile([text], { more: Array.from({ length: 60 }, (_, at) => ({ name: `p${at}`, content: '' })) }),
    'ARCHIVE_LIMITS',
    'too-many-parts',
    { parts: 50 },
  ],
  [
    'a DOCX with encrypted parts',
    'a.docx',
    docxFile([text], { more: [{ name: 'word/a.xml', content: 'a', flags: 1 }] }),
    'UNREADABLE_DOCUMENT',
    'encrypted',
  ],
  [
    'a DOCX with a duplicate part',
    'a.docx',
    docxFile([text], { more: [{ name: 'word/document.xml', content: '<x/>' }] }),
    'UNREADABLE_DOCUMENT',
    'malformed',
  ],
  ...['../../etc/passwd', '/etc/passwd', 'C:\\x', 'word\\..\\x', 'a/../../b', 'a\0b'].map(
    (name): Case => [
      `a DOCX with a part at ${JSON.stringify(name)}`,
      'a.docx',
      docxFile([text], { more: [{ name, content: 'x' }] }),
      'UNSAFE_ARCHIVE',
      'outside-path',
    ],
  ),
  [
    'an external entity',
    'a.docx',
    main('<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>'),
    'UNSAFE_ARCHIVE',
    'declares-entities',
  ],
  [
    'an entity in UTF-16',
    'a.docx',
    docxFile([text], { more: [{ name: 'word/a.xml', content: Buffer.from('<!DOCTYPE d []>', 'utf16le') }] }),
    'UNSAFE_ARCHIVE',
    'declares-entities',
  ],
  ['a PDF that is only a header', 'a.pdf', Buffer.from('%PDF-1.7\n'), 'UNREADABLE_DOCUMENT', 'malformed'],
  ['a truncated PDF', 'a.pdf', lesson('.pdf').subarray(0, 700), 'UNREADABLE_DOCUMENT', 'malformed'],
  ['a PDF without text', 'a.pdf', pdfFile([[]]), 'UNREADABLE_DOCUMENT', 'no-text'],
  [
    'an encrypted PDF',
    'a.pdf',
    pdfFile([page], {
      trailer: `/Encrypt<</Filter/Standard/V 1/R 2/O(${'a'.repeat(32)})/U(${'b'.repeat(32)})/P -4>>/ID[<00><00>]`,
    }),
    'UNREADABLE_DOCUMENT',
    'encrypted',
  ],
  [
    'a PDF that declares a million pages',
    'a.pdf',
    pdfFile([page], { count: 1_000_000 }),
    'UNREADABLE_DOCUMENT',
    'too-many-pages',
  ],
  [
    'a PDF with too many pages',
    'a.pdf',
    pdfFile([page, page, page]),
    'UNREADABLE_DOCUMENT',
    'too-many-pages',
    { pages: 2 },
  ],
  [
    'a PDF with a stream that decompresses to too much',
    'a.pdf',
    pdfFile([page], { content: cutBomb, deflate: true }),
    'ARCHIVE_LIMITS',
    'inflates-too-much',
    { inflatedBytes: 1_000_000 },
  ],
  ...BOMBS.map(
    ([what, filter, content]): Case => [
      `a PDF stream with ${what}`,
      'a.pdf',
      pdfFile([page], { content, filter }),
      'ARCHIVE_LIMITS',
      'inflates-too-much',
      { inflatedBytes: 1_000_000 },
    ],
  ),
  ['too many bytes', 'a.md', Buffer.alloc(2000, 'a '), 'DOCUMENT_TOO_LARGE', 'too-many-bytes', { bytes: 1000 }],
  ['too much text', 'a.md', Buffer.alloc(2000, 'a '), 'DOCUMENT_TOO_LARGE', 'too-much-text', { characters: 1000 }],
  ['too much text in a PDF', 'a.pdf', pdfFile([page, page]), 'DOCUMENT_TOO_LARGE', 'too-much-text', { characters: 20 }],
]

describe('a file that cannot be read', () => {
  it.each(CASES)('%s', async (_, name, bytes, code, reason, limits = {}) => {
    const reading = readDocument({ name, bytes }, { ...DEFAULT_DOCUMENT_LIMITS, ...limits })
    await expect(reading).rejects.toMatchObject({
      code,
      details: { file: name, reason },
      message: expect.stringContaining(name),
    })
    await expect(reading).rejects.toMatchObject({ hint: expect.stringMatching(/\w/) })
  })

  it('is named in one line of the message', async () => {
    const name = `${'x'.repeat(300)}\r\n\u2028.md`
    const reading = readDocument({ name, bytes: Buffer.alloc(0) }, DEFAULT_DOCUMENT_LIMITS)
    await expect(reading).rejects.toMatchObject({ message: expect.stringMatching(/^x{199}… is empty$/) })
  })
})

describe('a file that is unusual but readable', () => {
  it.each([
    [
      'a picture in a DOCX that is never decompressed',
      'a.docx',
      docxFile([text], { more: [{ name: 'word/media/a.png', content: bomb }] }),
      { inflatedBytes: 6_000_000 },
    ],
    ['a PDF with bytes before its header', 'a.pdf', Buffer.concat([Buffer.from('\n\n'), pdfFile([page])]), {}],
    ['a PDF named .txt', 'a.txt', pdfFile([page]), {}],
    ['an HTML page named .md', 'a.md', Buffer.from('<!-- x --><!DOCTYPE html><html><p>Bread rises.'), {}],
    ['an HTML fragment named .html', 'a.html', Buffer.from('<p>Bread rises.'), {}],
    ['prose named .html', 'a.html', Buffer.from('Bread rises.'), {}],
    ['a file without a name', '', Buffer.from('Bread rises.'), {}],
  ])('%s', async (_, name, bytes, limits) => {
    const { text: read } = await readDocument({ name, bytes }, { ...DEFAULT_DOCUMENT_LIMITS, ...limits })
    expect(read).toBe('Bread rises.')
  })

  it('a PDF with a large picture in it', async () => {
    const picture = `9 0 obj\n<</Subtype/Image/Filter/FlateDecode/Length 1>>\nstream\n${deflateSync(bomb).toString('latin1')}\nendstream\nendobj\n`
    const bytes = swap(pdfFile([page]), 'xref\n', `${picture}xref\n`)
    await expect(
      readDocument({ name: 'a.pdf', bytes }, { ...DEFAULT_DOCUMENT_LIMITS, inflatedBytes: 1_000_000 }),
    ).resolves.toMatchObject({
      text: 'Bread rises.',
    })
  })
})

function ascii85(bytes: Buffer): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 4) {
    const taken = bytes.subarray(at, at + 4)
    let value = Buffer.concat([taken, Buffer.alloc(4 - taken.length)]).readUInt32BE()
    let digits = ''
    for (let digit = 0; digit < 5; digit++) {
      digits = String.fromCharCode(33 + (value % 85)) + digits
      value = Math.floor(value / 85)
    }
    text += digits.slice(0, taken.length + 1)
  }
  return `${text}~>`
}

/** One repeated letter: each code stands for one letter more than the code before it. */
function lzwRuns(): Buffer {
  const bits: string[] = []
  const push = (code: number, width: number) => bits.push(code.toString(2).padStart(width, '0'))
  push(256, 9)
  push(0x20, 9)
  let width = 9
  for (let code = 258; code < 4095; code++) {
    push(code, width)
    // The decoder adds an entry for each code, and gets wider one code early.
    if (code + 2 >= 1 << width && width < 12) width += 1
  }
  push(257, width)
  const text = bits.join('')
  const bytes = text.match(/.{1,8}/g) ?? []
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2)))
}
