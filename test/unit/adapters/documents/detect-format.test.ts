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
})
