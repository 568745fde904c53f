import { describe, expect, it } from '@jest/globals'
import { detectFormat } from '../../../../src/adapters/documents/decode/detect-format.js'

const REMARKS = '# Reads the table\nopen table\n\n# Writes it\nsave table\n'
const MARKS = '# Bread\n\n**Flour** and [water](water.md).\n'

describe('detectFormat', () => {
  it.each([
    ['remarks of a script', 'script.txt', REMARKS, 'text'],
    ['remarks of settings', 'settings.conf', REMARKS, 'text'],
    ['headings in a file without an ending', 'README', REMARKS, 'markdown'],
    ['headings below a number', '1.2 Baking', REMARKS, 'markdown'],
    ['several marks of Markdown', 'bread.txt', MARKS, 'markdown'],
    ['prose with the ending of Markdown', 'bread.md', 'Bread rises.', 'markdown'],
  ])('takes %s for what they are: %s', (_, name, text, format) => {
    expect(detectFormat(name, Buffer.from(text)).format).toBe(format)
  })
})
