import { describe, expect, it } from '@jest/globals'
import { detectFormat } from '../../../../src/adapters/documents/detect-format.js'

const COMMENTS = '# Reads the table\nopen table\n\n# Writes it\nsave table\n'
const MARKS = '# Bread\n\n**Flour** and [water](water.md).\n'

describe('detectFormat', () => {
  it.each([
    ['comments of a script', 'script.txt', COMMENTS, 'text'],
    ['comments of settings', 'settings.conf', COMMENTS, 'text'],
    ['headings in a file without an extension', 'README', COMMENTS, 'markdown'],
    ['headings in a file whose name contains a dot', '1.2 Baking', COMMENTS, 'markdown'],
    ['several Markdown notations', 'bread.txt', MARKS, 'markdown'],
    ['prose with a Markdown extension', 'bread.md', 'Bread rises.', 'markdown'],
  ])('%s (%s)', (_, name, text, format) => {
    expect(detectFormat(name, Buffer.from(text)).format).toBe(format)
  })

  it.each([
    'A PDF begins with %PDF-1.7, then come its objects.',
    '%PDF-1.4 stands in the first line.',
    '%PDF-1.4\n\nis the header of this format.',
    'This is the smallest file:\n\n%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n\nIt has one object.',
    'MZ are the initials of an engineer.',
    'MZ',
    'ID3 tags hold names of songs.',
    'Rar! is what the archive begins with.',
    'BZh and the digit 9 follow.',
    'BM is short for bitmap.',
    'GIF89a is a format of pictures.',
    'RIFF of WEBP files.',
    'OggS and fLaC are marks of sound.',
    'fLaC is a mark of sound.',
    'SQLite format 3 is on every telephone.',
    'The ftyp box comes first.',
    '{\\rtf1 is how RTF begins.',
  ])('text that begins with or mentions a signature: %s', (text) => {
    expect(detectFormat('a.txt', Buffer.from(text)).format).toBe('text')
    expect(detectFormat('a.md', Buffer.from(`${text}\n`, 'utf16le')).format).toBe('markdown')
  })

  it.each([
    ['GIF', 'GIF89a\x10\0\x10\0\x80\0\0'],
    ['WebP', 'RIFF\x24\x01\0\0WEBPVP8 '],
    ['BMP', 'BM\x46\0\0\0\0\0\0\0\x36'],
    ['JPEG', '\xff\xd8\xff\xe0\0\x10JFIF'],
    ['gzip', '\x1f\x8b\x08\0abc'],
    ['RAR', 'Rar!\x1a\x07\0'],
    ['bzip2', 'BZh91AY&SY'],
    ['a Windows program', 'MZ\x90\0\x03\0'],
    ['MP3', 'ID3\x03\0\0\0'],
    ['Ogg', 'OggS\0\x02'],
    ['FLAC', 'fLaC\0\0\0\x22'],
    ['MP4', '\0\0\0\x20ftypisom'],
    ['SQLite', 'SQLite format 3\0\x10'],
    ['RTF', '{\\rtf1\\ansi Bread}'],
  ])('%s is not a document, whatever follows', (_, start) => {
    const bytes = Buffer.from(`${start} and much text to read. `.padEnd(2000, 'Bread rises. '), 'latin1')
    expect(() => detectFormat('a.txt', bytes)).toThrow(expect.objectContaining({ reason: 'not-a-document' }))
  })

  it.each([
    ['bytes before its header', `junk\n%PDF-1.4\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n`],
    ['binary content', `\0\x01\x02\x03%PDF-1.4 ${'\x01\x02'.repeat(20)}`],
    ['no end', '%PDF-1.7\r\n1 0 obj\r\n<<'],
    ['only its header', '%PDF-1.7\n'],
  ])('a PDF with %s', (_, content) => {
    expect(detectFormat('a.txt', Buffer.from(content, 'latin1')).format).toBe('pdf')
  })

  it.each([
    ['iso-8859-15', '<meta charset="iso-8859-15"><p>5 \xa4', '5 €'],
    ['iso-8859-11', '<meta charset=iso-8859-11><p>\xa1\xa2', 'กข'],
    ['tis-620', "<meta http-equiv=content-type content='text/html; charset=tis-620'><p>\xa1\xa2", 'กข'],
    ['iso-8859-16', '<meta charset=iso-8859-16><p>\xaa', 'Ș'],
    ['iso-2022-jp', '<meta charset=iso-2022-jp><p>\x1b$BF|K\\\x1b(B.', '日本.'],
    ['an XML declaration', '<?xml version="1.0" encoding="iso-8859-2"?><html><p>\xb1', 'ą'],
    ['a comment', '<!-- <meta charset=koi8-r> --><meta charset=iso-8859-2><p>\xb1', 'ą'],
    ['an attribute', '<p title="<meta charset=koi8-r>">\xe9', 'é'],
    ['a script', '<script>"<meta charset=koi8-r>"</script><p>\xe9', 'é'],
    ['another meta', '<meta name=a content="charset=koi8-r"><p>\xe9', 'é'],
    ['an end tag and a comment without end', '</p a=">"><p>\xe9<!-- <meta charset=koi8-r>', 'é'],
    ['an unknown label', '<meta charset=klingon><p>\xe9', 'é'],
    ['UTF-16, which ASCII bytes cannot be', '<meta charset=utf-16><p>\xe9', 'é'],
    ['UTF-8 that declares something else', '<meta charset=koi8-r><p>\xc3\xa9', 'é'],
    ['a byte order mark before all', '\xef\xbb\xbf<meta charset=koi8-r><p>\xff', '\ufffd'],
  ])('decodes a page with %s', (_, page, text) => {
    expect(detectFormat('a.html', Buffer.from(page, 'latin1')).text).toContain(text)
  })

  it('does not take a mention of an encoding for a declaration', () => {
    expect(detectFormat('a.md', Buffer.from('Write <meta charset="koi8-r"> for caf\xe9.', 'latin1')).text).toContain(
      'café',
    )
  })

  it('reads Japanese mail text, and refuses encodings that nobody may decode', () => {
    expect(detectFormat('a.txt', Buffer.from('\x1b$BF|K\\\x1b(B.', 'latin1')).text).toBe('日本.')
    expect(() => detectFormat('a.html', Buffer.from('<meta charset=hz-gb-2312><p>~{<:Ky2;~}'))).toThrow(
      expect.objectContaining({ reason: 'unknown-encoding' }),
    )
  })
})
