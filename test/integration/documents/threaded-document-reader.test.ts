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

// Unclosed emphasis makes the Markdown parser backtrack for about a minute.
const slow = { name: 'slow.md', bytes: Buffer.from('*a_'.repeat(20_000)) }
const turn = () => new Promise((resolve) => setImmediate(resolve))
const good = { name: 'good.md', bytes: Buffer.from('Bread rises.') }

/** A worker that returns the id of its thread as the document. */
const REPLIES_WITH_ITS_THREAD = `import { parentPort, threadId } from 'node:worker_threads'
parentPort.on('message', () => parentPort.postMessage({ document: { text: String(threadId) } }))`

let reader: ThreadedDocumentReader | undefined
/** The clock does not move, so that no file is too slow because of the machine. */
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

  it('passes errors of reading on unchanged', async () => {
    const reading = readerWith().read({ name: 'a.docx', bytes: Buffer.from('PK\x03\x04 not an archive') })
    await expect(reading).rejects.toMatchObject({
      name: 'AppError',
      code: 'UNREADABLE_DOCUMENT',
      hint: expect.stringContaining('save it again'),
      details: { file: 'a.docx', reason: 'malformed' },
    })
  })

  it('stops a file that takes too long, and reads the next one', async () => {
    const clock = new ManualClock()
    const one = readerWith({ deadlineMs: 4_000 }, ENTRY, clock)
    const results = Promise.allSettled([one.read(slow), one.read(good)])
    await clock.advance(4_000)
    expect(await results).toMatchObject([
      { reason: { code: 'UNREADABLE_DOCUMENT', details: { file: 'slow.md', reason: 'too-slow' } } },
      { value: { text: 'Bread rises.' } },
    ])
  })

  it('gives each file the full time', async () => {
    const clock = new ManualClock()
    const one = readerWith({ deadlineMs: 1_000 }, ENTRY, clock)
    await one.read(good)
    await clock.advance(600)
    let ended = false
    const failure = one.read(slow).catch((error: unknown) => {
      ended = true
      return error
    })
    await turn()
    // 1,100 ms after the first file started, but only 500 ms after the second.
    await clock.advance(500)
    await turn()
    expect(ended).toBe(false)
    await clock.advance(500)
    expect(await failure).toMatchObject({ details: { reason: 'too-slow' } })
  })

  it('ends its thread after 2 s without a file', async () => {
    const clock = new ManualClock()
    const one = readerWith({}, new URL(`data:text/javascript,${encodeURIComponent(REPLIES_WITH_ITS_THREAD)}`), clock)
    const first = await one.read(good)
    await clock.advance(1_999)
    expect(await one.read(good)).toEqual(first)
    await clock.advance(2_000)
    expect(await one.read(good)).not.toEqual(first)
  })

  it('stops a file that takes too much heap, and reads the next one', async () => {
    const one = readerWith({ heapMb: 24 })
    const large = { name: 'large.md', bytes: Buffer.from('A *word* and a `code`.\n\n'.repeat(60_000)) }
    await expect(one.read(large)).rejects.toMatchObject({ details: { file: 'large.md', reason: 'too-much-memory' } })
    await expect(one.read(good)).resolves.toMatchObject({ text: 'Bread rises.' })
  })

  it('stops a file that takes too much memory outside the heap, and reads the next one', async () => {
    // The clock moves, so that the memory is checked.
    const one = readerWith({ memoryMb: 150, deadlineMs: 170_000 }, ENTRY, new SystemClock())
    // Declared as a picture, which is not checked, but used as the text of a page.
    const filter = '/Subtype/Image/Filter/FlateDecode'
    const bytes = pdfFile([[{ x: 72, y: 700, size: 11, text: '' }]], { content: deflatedSpaces(600), filter })
    await expect(one.read({ name: 'a.pdf', bytes })).rejects.toMatchObject({ details: { reason: 'too-much-memory' } })
    await expect(one.read(good)).resolves.toMatchObject({ text: 'Bread rises.' })
  })

  it('can be aborted while it reads and while it waits', async () => {
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

  it('can be closed while it reads, and then reads nothing', async () => {
    const one = readerWith()
    const readings = Promise.allSettled([one.read(slow), one.read(good)])
    await turn()
    await one.close()
    expect(await readings).toMatchObject([{ reason: { code: 'APP_CLOSED' } }, { reason: { code: 'APP_CLOSED' } }])
    await expect(one.read(good)).rejects.toMatchObject({ code: 'APP_CLOSED' })
  })

  it('reports INTERNAL if the worker cannot be loaded', async () => {
    const one = readerWith({}, new URL('no-such-file.js', BUILT))
    await expect(one.read(good)).rejects.toMatchObject({ code: 'INTERNAL' })
  })

  it('does not keep the process alive when it is idle', () => {
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

/** `mib` MiB of spaces, deflated as repetitions of one MiB. The checksum at the end is missing; it is read last. */
function deflatedSpaces(mib: number): Buffer {
  const spaces = deflateRawSync(Buffer.alloc(1024 * 1024, ' '), { finishFlush: constants.Z_FULL_FLUSH })
  const header = Buffer.from([0x78, 0x9c])
  const end = deflateRawSync(Buffer.alloc(0))
  return Buffer.concat([header, ...Array.from({ length: mib }, () => spaces), end])
}
