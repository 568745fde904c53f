import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { constants, deflateRawSync } from 'node:zlib'
import { afterEach, describe, expect, it } from '@jest/globals'
import type { DocumentLimits } from '../../../src/adapters/documents/document-limits.js'
import { ThreadedDocumentReader } from '../../../src/adapters/documents/threaded-document-reader.js'
import { SystemClock } from '../../../src/adapters/system/index.js'
import type { Clock } from '../../../src/ports/index.js'
import { LESSON, lessonFiles } from '../../support/documents/lesson-files.js'
import { misquotes } from '../../support/documents/misquotes.js'
import { pdfFile } from '../../support/documents/pdf-file.js'
import { ManualClock } from '../../support/manual-clock.js'

const BUILT = new URL('../../../dist/adapters/documents/', import.meta.url)
const ENTRY = new URL('document-worker.js', BUILT)

// Emphasis that opens and never closes makes the parser of Markdown look back again and again: a minute of it.
const slow = { name: 'slow.md', bytes: Buffer.from('*a_'.repeat(20_000)) }
const turn = () => new Promise((resolve) => setImmediate(resolve))
const good = { name: 'good.md', bytes: Buffer.from('Bread rises.') }

let reader: ThreadedDocumentReader | undefined
/** The clock stands still: no file is too slow because the machine is. */
function readerWith(limits: Partial<DocumentLimits> = {}, entry = ENTRY, clock: Clock = new ManualClock()) {
  reader = new ThreadedDocumentReader({ clock, limits, entry })
  return reader
}
afterEach(() => reader?.close())

describe('ThreadedDocumentReader', () => {
  it.each(lessonFiles())('reads $name', async (file) => {
    const document = await readerWith().read(file)
    expect(document.title.toLowerCase()).toBe(LESSON.title.toLowerCase())
    expect(misquotes(document)).toEqual([])
  })

  it('gives the errors of reading as they are', async () => {
    const reading = readerWith().read({ name: 'a.docx', bytes: Buffer.from('PK\x03\x04 not an archive') })
    await expect(reading).rejects.toMatchObject({
      name: 'AppError',
      code: 'UNREADABLE_DOCUMENT',
      hint: expect.stringContaining('save it anew'),
      details: { file: 'a.docx', reason: 'malformed' },
    })
  })

  it('ends a file that takes too long, and reads the next', async () => {
    const clock = new ManualClock()
    const one = readerWith({ deadlineMs: 4_000 }, ENTRY, clock)
    const results = Promise.allSettled([one.read(slow), one.read(good)])
    await clock.advance(4_000)
    expect(await results).toMatchObject([
      { reason: { code: 'UNREADABLE_DOCUMENT', details: { file: 'slow.md', reason: 'too-slow' } } },
      { value: { text: 'Bread rises.' } },
    ])
  })

  it('gives each file the whole deadline', async () => {
    const clock = new ManualClock()
    const one = readerWith({ deadlineMs: 1_000 }, ENTRY, clock)
    await one.read(good)
    await clock.advance(600)
    let ended = false
    const refusal = one.read(slow).catch((error: unknown) => {
      ended = true
      return error
    })
    await turn()
    // The first file has had its thousand milliseconds now, the second has not.
    await clock.advance(500)
    await turn()
    expect(ended).toBe(false)
    await clock.advance(500)
    expect(await refusal).toMatchObject({ details: { reason: 'too-slow' } })
  })

  it('ends a file that takes too much memory, and reads the next', async () => {
    const one = readerWith({ heapMb: 24 })
    const large = { name: 'large.md', bytes: Buffer.from('A *word* and a `code`.\n\n'.repeat(60_000)) }
    await expect(one.read(large)).rejects.toMatchObject({ details: { file: 'large.md', reason: 'too-much-memory' } })
    await expect(one.read(good)).resolves.toMatchObject({ text: 'Bread rises.' })
  })

  it('ends a file that takes too much memory outside of the heap, and reads the next', async () => {
    // Time goes on: the memory is looked at again and again.
    const one = readerWith({ memoryMb: 150, deadlineMs: 170_000 }, ENTRY, new SystemClock())
    // Says that it is a picture, and so is not looked into, and is put on the page as text.
    const filter = '/Subtype/Image/Filter/FlateDecode'
    const bytes = pdfFile([[{ x: 72, y: 700, size: 11, text: '' }]], { content: deflatedSpaces(600), filter })
    await expect(one.read({ name: 'a.pdf', bytes })).rejects.toMatchObject({ details: { reason: 'too-much-memory' } })
    await expect(one.read(good)).resolves.toMatchObject({ text: 'Bread rises.' })
  })

  it('lets a caller give up, while it reads and while it waits', async () => {
    const one = readerWith()
    const [reads, waits] = [new AbortController(), new AbortController()]
    const reading = one.read(slow, { signal: reads.signal })
    const waiting = one.read(good, { signal: waits.signal })
    waits.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'ABORTED' })
    reads.abort()
    await expect(reading).rejects.toMatchObject({ code: 'ABORTED', message: expect.stringContaining('slow.md') })
    await expect(one.read(good, { signal: reads.signal })).rejects.toMatchObject({ code: 'ABORTED' })
    await expect(one.read(good)).resolves.toMatchObject({ text: 'Bread rises.' })
  })

  it('closes in the middle of reading, and reads nothing after that', async () => {
    const one = readerWith()
    const readings = Promise.allSettled([one.read(slow), one.read(good)])
    await turn()
    await one.close()
    expect(await readings).toMatchObject([{ reason: { code: 'APP_CLOSED' } }, { reason: { code: 'APP_CLOSED' } }])
    await expect(one.read(good)).rejects.toMatchObject({ code: 'APP_CLOSED' })
  })

  it('does not blame the document when the software is broken', async () => {
    const one = readerWith({}, new URL('no-such-file.js', BUILT))
    await expect(one.read(good)).rejects.toMatchObject({ code: 'INTERNAL' })
  })

  it('does not keep the process alive when it has nothing to read', () => {
    const script = `
      const { ThreadedDocumentReader } = await import(${JSON.stringify(new URL('threaded-document-reader.js', BUILT).href)})
      const { SystemClock } = await import(${JSON.stringify(new URL('../system/index.js', BUILT).href)})
      const reader = new ThreadedDocumentReader({ clock: new SystemClock() })
      console.log((await reader.read({ name: 'a.md', bytes: Buffer.from('Bread rises.') })).text)`
    const options = { encoding: 'utf8', timeout: 150_000, cwd: fileURLToPath(BUILT) } as const
    const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], options)
    expect([stdout, status]).toEqual(['Bread rises.\n', 0])
  })
})

/** `mib` MiB of spaces, deflated: one MiB of them, again and again. It has no check sum, which is read at the end. */
function deflatedSpaces(mib: number): Buffer {
  const spaces = deflateRawSync(Buffer.alloc(1024 * 1024, ' '), { finishFlush: constants.Z_FULL_FLUSH })
  const header = Buffer.from([0x78, 0x9c])
  const end = deflateRawSync(Buffer.alloc(0))
  return Buffer.concat([header, ...Array.from({ length: mib }, () => spaces), end])
}
