import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../src/adapters/documents/document-limits.js'
import { FolderDocumentSource } from '../../../src/adapters/documents/folder/folder-document-source.js'
import { readDocument } from '../../../src/adapters/documents/read-document.js'
import { readDocuments } from '../../../src/app/knowledge/read-documents.js'
import { AppError } from '../../../src/domain/platform/index.js'

const reader = { read: (file: Parameters<typeof readDocument>[0]) => readDocument(file, DEFAULT_DOCUMENT_LIMITS) }
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'documents-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(files: { readonly [name: string]: string | Buffer }): FolderDocumentSource {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return new FolderDocumentSource({ path: folder, maxBytes: 1_000_000 })
}

describe('a folder of documents', () => {
  it('is listed by name, numbers by value, with the folders in it, without what is hidden', async () => {
    const source = write({
      '10-end.md': 'a',
      '2-middle/b.md': 'a',
      '2-middle/a.md': 'a',
      '1-start.md': 'a',
      '.git/config': 'a',
      '.hidden.md': 'a',
    })
    expect(await source.list()).toEqual(['1-start.md', '2-middle/a.md', '2-middle/b.md', '10-end.md'])
  })

  it('never leads outside of itself', async () => {
    const source = write({ 'a.md': 'a' })
    symlinkSync('/etc', join(folder, 'etc'))
    symlinkSync('/etc/hostname', join(folder, 'hostname.md'))
    expect(await source.list()).toEqual(['a.md'])
  })

  it.each([
    ['is not there', () => new FolderDocumentSource({ path: join(folder, 'missing') })],
    ['is a file', () => new FolderDocumentSource({ path: fileURLToPath(import.meta.url) })],
    ['is nested without end', () => write({ 'a/b/c/d/e/f/g/h/i/j.md': 'a' })],
  ])('is refused when it %s', async (_, source) => {
    await expect(source().list()).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(/^the folder "\//),
    })
  })
})

describe('readDocuments', () => {
  it('puts a bad file aside with its reason, and reads the rest in order', async () => {
    const source = write({
      '1.md': 'Flour.',
      '2.docx': 'PK\x03\x04',
      '3.txt': 'Water.',
      '4.md': '',
      '5.md': Buffer.alloc(1_000_001, 'a '),
    })
    const { documents, refused } = await readDocuments(source, reader)
    expect(documents.map(({ id, text }) => [id, text])).toEqual([
      ['1.md', 'Flour.'],
      ['3.txt', 'Water.'],
    ])
    expect(refused.map(({ name, error }) => [name, error.code])).toEqual([
      ['2.docx', 'UNREADABLE_DOCUMENT'],
      ['4.md', 'UNREADABLE_DOCUMENT'],
      ['5.md', 'DOCUMENT_TOO_LARGE'],
    ])
  })

  it('tells the reason of each file when none can be used', async () => {
    const source = write({ 'a.md': '', 'b.png': Buffer.from('\x89PNG', 'latin1') })
    await expect(readDocuments(source, reader)).rejects.toMatchObject({
      code: 'NO_USABLE_DOCUMENTS',
      message: expect.stringMatching(/a\.md is empty.*b\.png is of no format/),
      details: {
        refused: [
          { name: 'a.md', mend: expect.stringMatching(/\w/) },
          { name: 'b.png', code: 'UNSUPPORTED_DOCUMENT' },
        ],
      },
    })
    const empty = new FolderDocumentSource({ path: mkdtempSync(join(folder, 'empty-')) })
    await expect(readDocuments(empty, reader)).rejects.toMatchObject({ code: 'NO_USABLE_DOCUMENTS' })
  })

  it('names a file that was there when it was listed and is not any more', async () => {
    const source = write({ 'a.md': 'Flour.' })
    const gone = { list: async () => ['a.md', 'b.md'], open: (name: string) => source.open(name) }
    const { refused } = await readDocuments(gone, reader)
    expect(refused).toMatchObject([{ name: 'b.md', error: { message: 'b.md cannot be opened (ENOENT)' } }])
  })

  it('stops at what is not the fault of a file', async () => {
    const broken = { read: () => Promise.reject(new AppError('ABORTED', 'given up')) }
    await expect(readDocuments(write({ 'a.md': 'a' }), broken)).rejects.toMatchObject({ code: 'ABORTED' })
  })
})
