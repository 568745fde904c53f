import { existsSync } from 'node:fs'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { KnowledgeDocument } from '../../domain/knowledge/index.js'
import { AppError, docsUrl, formatMs } from '../../domain/platform/index.js'
import type { DocumentFile, DocumentReader, DocumentReadOptions } from '../../ports/knowledge/index.js'
import type { Clock, Timer } from '../../ports/platform/index.js'
import { installedUrl, moduleUrl } from '../shared/module-place.js'
import { assertSize, DEFAULT_DOCUMENT_LIMITS, type DocumentLimits } from './document-limits.js'
import { DocumentReadError, toAppError } from './document-read-error.js'
import { ReadingThread } from './reading-thread.js'

const MEMORY_CHECK_INTERVAL_MS = 100
const MIB = 1024 * 1024
/** An idle thread keeps about 60 MB; a new one starts in half a second. */
const MAX_IDLE_MS = 2_000

/** Options of {@link ThreadedDocumentReader}. */
export interface ThreadedDocumentReaderOptions {
  readonly clock: Clock
  readonly limits?: Partial<DocumentLimits>
  /** The compiled entry of the thread. Default: as {@link workerEntry} finds it. */
  readonly entry?: URL
}

/**
 * Reads documents in a worker thread, one at a time, so that no file can block or crash the process. A file that exceeds
 * its time or memory ends the thread, and so do 2 s without files; the next file gets a new thread.
 */
export class ThreadedDocumentReader implements DocumentReader {
  readonly #clock: Clock
  readonly #limits: DocumentLimits
  readonly #entry: URL | undefined
  #thread: ReadingThread | undefined
  #idle: Timer | undefined
  #last: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor({ clock, limits, entry }: ThreadedDocumentReaderOptions) {
    this.#clock = clock
    this.#limits = { ...DEFAULT_DOCUMENT_LIMITS, ...limits }
    this.#entry = entry
  }

  read(file: DocumentFile, { signal }: DocumentReadOptions = {}): Promise<KnowledgeDocument> {
    const reading = this.#last.then(() => this.#read(file, signal))
    // The next file waits until this one is done, also if it fails.
    this.#last = reading.catch(() => undefined)
    if (signal === undefined) return reading
    // An aborted call rejects at once, even while earlier files are still being read.
    return new Promise((resolve, reject) => {
      const abort = () => reject(aborted(file))
      signal.addEventListener('abort', abort, { once: true })
      reading.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
    })
  }

  /** Stops the thread. Pending calls reject with `APP_CLOSED`. */
  async close(): Promise<void> {
    this.#closed = true
    this.#idle?.cancel()
    await this.#thread?.stop(closed())
  }

  async #read(file: DocumentFile, signal: AbortSignal | undefined): Promise<KnowledgeDocument> {
    if (this.#closed) throw closed()
    if (signal?.aborted) throw aborted(file)
    try {
      assertSize(file.bytes, this.#limits)
    } catch (error) {
      throw toAppError(file.name, error)
    }
    this.#idle?.cancel()
    if (!this.#thread?.usable) this.#thread = new ReadingThread(this.#entry ?? workerEntry(), this.#limits.heapMb)
    const thread = this.#thread
    const stop = (reason: Error) => void thread.stop(reason)
    const watch = watchReading(this.#clock, this.#limits, stop)
    const abort = () => stop(aborted(file))
    signal?.addEventListener('abort', abort, { once: true })
    try {
      return await thread.read({ file, limits: this.#limits })
    } catch (error) {
      throw toAppError(file.name, error)
    } finally {
      watch.cancel()
      signal?.removeEventListener('abort', abort)
      if (!this.#closed) this.#idle = this.#clock.setTimer(MAX_IDLE_MS, () => void thread.stop(new Error('idle')))
    }
  }
}

/**
 * The entry of the thread: `document-worker` beside this file or beside the bundle of the host, else the one of the
 * installed package.
 *
 * @throws AppError `INTERNAL` if there is none
 */
function workerEntry(): URL {
  const here = moduleUrl(import.meta.url)
  const ending = extname(new URL(here).pathname)
  const beside = [...new Set([ending, '.js', '.mjs', '.cjs'])].map((end) => new URL(`./document-worker${end}`, here))
  const entry = beside.find((url) => existsSync(url)) ?? installedUrl('curriculum-generator/document-worker', here)
  if (entry) return entry
  throw new AppError(
    'INTERNAL',
    `documents cannot be read: there is no ${fileURLToPath(new URL('./document-worker.js', here))}`,
    {
      hint: `add the entry curriculum-generator/document-worker to the bundle: ${docsUrl('guides/embedding.md#bundlers')}`,
    },
  )
}

/**
 * Watches the time and the memory while one file is read. The memory of the process is checked from outside the thread,
 * because the heap limit of the thread does not include typed arrays, into which a PDF engine decompresses.
 *
 * @param stop called at most once, with the limit that was exceeded
 */
export function watchReading(
  clock: Clock,
  { deadlineMs, memoryMb }: DocumentLimits,
  stop: (reason: DocumentReadError) => void,
): { cancel(): void } {
  // Other work of the process may free memory during the reading: growth is measured from the lowest value seen.
  let lowest = process.memoryUsage.rss()
  let nextCheck: Timer | undefined
  const end = (reason: DocumentReadError): void => {
    watch.cancel()
    stop(reason)
  }
  const checkMemory = (): void => {
    nextCheck = clock.setTimer(MEMORY_CHECK_INTERVAL_MS, checkMemory)
    const used = process.memoryUsage.rss()
    lowest = Math.min(lowest, used)
    if (used - lowest > memoryMb * MIB) end(new DocumentReadError('too-much-memory', `more than ${memoryMb} MiB`))
  }
  const deadline = clock.setTimer(deadlineMs, () =>
    end(new DocumentReadError('too-slow', `more than ${formatMs(deadlineMs)}`)),
  )
  const watch = {
    cancel: () => {
      deadline.cancel()
      nextCheck?.cancel()
    },
  }
  nextCheck = clock.setTimer(MEMORY_CHECK_INTERVAL_MS, checkMemory)
  return watch
}

function aborted({ name }: DocumentFile): AppError {
  return new AppError('ABORTED', `reading ${JSON.stringify(name.slice(0, 200))} was aborted`, {
    hint: 'read it again if you still need it',
  })
}

function closed(): AppError {
  return new AppError('APP_CLOSED', 'the document reader is closed', { hint: 'create a new one' })
}
