import { spawnSync } from 'node:child_process'
import { promises as files, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../src/adapters/documents/document-limits.js'
import { FolderDocumentSource } from '../../../src/adapters/documents/folder-document-source.js'
import { readDocument } from '../../../src/adapters/documents/read-document.js'
import { readDocuments } from '../../../src/app/curriculum/read-documents.js'
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
  it('is listed by name, numbers by value, with its subfolders, without hidden files', async () => {
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

  it('does not follow links, and reports them', async () => {
    const source = write({ 'a.md': 'Flour.' })
    symlinkSync('/etc', join(folder, 'etc'))
    symlinkSync('/etc/hostname', join(folder, 'hostname.md'))
    symlinkSync('a.md', join(folder, 'link.md'))
    const { documents, refused } = await readDocuments(source, reader)
    expect(documents.map(({ id }) => id)).toEqual(['a.md'])
    expect(refused.map(({ name, error }) => [name, error.message])).toEqual([
      ['etc', 'etc is not a regular file (it is a link)'],
      ['hostname.md', 'hostname.md is not a regular file (it is a link)'],
      ['link.md', 'link.md is not a regular file (it is a link)'],
    ])
  })

  it('does not wait for a pipe', async () => {
    const source = write({ 'a.md': 'Flour.' })
    spawnSync('mkfifo', [join(folder, 'pipe')])
    const { refused } = await readDocuments(source, reader)
    expect(refused).toMatchObject([{ name: 'pipe', error: { details: { reason: 'no-file' } } }])
  })

  it('is read without an unreadable subfolder, which is reported', async () => {
    const source = write({ 'a.md': 'Flour.', 'closed/b.md': 'Water.', 'open/c.md': 'Salt.' })
    const denied = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' })
    const real = files.readdir as unknown as (path: string, options?: unknown) => unknown
    // The tests may run as root, who can read everything.
    const readdir = jest.spyOn(files, 'readdir') as unknown as jest.Mock<(path: string, options?: unknown) => unknown>
    readdir.mockImplementation(async (path, options) => {
      if (path.endsWith('closed')) throw denied
      return real(path, options)
    })
    try {
      const { documents, refused } = await readDocuments(source, reader)
      expect(documents.map(({ id }) => id)).toEqual(['a.md', 'open/c.md'])
      expect(refused.map(({ error }) => error.message)).toEqual(['closed cannot be opened (EACCES)'])
    } finally {
      readdir.mockRestore()
    }
  })

  it('is listed without the `except` file, by any path', async () => {
    write({ 'a.md': 'Flour.', 'in/brief.json': '{}' })
    symlinkSync('in/brief.json', join(folder, 'brief.json'))
    const source = new FolderDocumentSource({ path: folder, except: join(folder, 'brief.json') })
    expect(await source.list()).toEqual(['a.md'])
    expect(source.leftOut).toBe('in/brief.json')
  })

  it.each([
    ['does not exist', () => new FolderDocumentSource({ path: join(folder, 'missing') })],
    ['is a file', () => new FolderDocumentSource({ path: fileURLToPath(import.meta.url) })],
    ['is nested too deeply', () => write({ 'a/b/c/d/e/f/g/h/i/j.md': 'a' })],
  ])('is rejected if it %s', async (_, source) => {
    await expect(source().list()).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(/^the folder "\//),
    })
  })
})

describe('readDocuments', () => {
  it('reports an unreadable file with its reason, and reads the others in order', async () => {
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

  it('reports the reason of each file if none can be used', async () => {
    const source = write({ 'a.md': '', 'b.png': Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1') })
    await expect(readDocuments(source, reader)).rejects.toMatchObject({
      code: 'NO_USABLE_DOCUMENTS',
      message: expect.stringMatching(/a\.md is empty.*b\.png has an unsupported format/),
      details: {
        refused: [
          { name: 'a.md', hint: expect.stringMatching(/\w/) },
          { name: 'b.png', code: 'UNSUPPORTED_DOCUMENT' },
        ],
      },
    })
    const empty = new FolderDocumentSource({ path: mkdtempSync(join(folder, 'empty-')) })
    await expect(readDocuments(empty, reader)).rejects.toMatchObject({ code: 'NO_USABLE_DOCUMENTS' })
  })

  it('reports a file that was deleted after it was listed', async () => {
    const source = write({ 'a.md': 'Flour.' })
    const gone = { list: async () => ['a.md', 'b.md'], open: (name: string) => source.open(name) }
    const { refused } = await readDocuments(gone, reader)
    expect(refused).toMatchObject([{ name: 'b.md', error: { message: 'b.md cannot be opened (ENOENT)' } }])
  })

  it('stops at an error that no file caused', async () => {
    const broken = { read: () => Promise.reject(new AppError('ABORTED', 'aborted')) }
    await expect(readDocuments(write({ 'a.md': 'a' }), broken)).rejects.toMatchObject({ code: 'ABORTED' })
  })
})
