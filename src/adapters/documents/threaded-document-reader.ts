import type { KnowledgeDocument } from '../../domain/knowledge/index.js'
import { AppError } from '../../domain/platform/index.js'
import type { DocumentFile, DocumentReader, DocumentReadOptions } from '../../ports/knowledge/index.js'
import type { Clock } from '../../ports/platform/index.js'
import { DEFAULT_DOCUMENT_LIMITS, type DocumentLimits } from './document-limits.js'
import { ReadingThread } from './reading-thread.js'
import { watchReading } from './reading-watch.js'
import { assertSize, refusalOf } from './refusals.js'

/** What a {@link ThreadedDocumentReader} needs. */
export interface ThreadedDocumentReaderOptions {
  readonly clock: Clock
  readonly limits?: Partial<DocumentLimits>
  /** The compiled entry of the thread; by default the one beside this file. */
  readonly entry?: URL
}

/**
 * Reads documents in a thread of its own, one after the other, so that no file can block, exhaust or crash the
 * process: a file that takes too long or too much memory ends its thread, and the next one gets a new thread.
 */
export class ThreadedDocumentReader implements DocumentReader {
  readonly #clock: Clock
  readonly #limits: DocumentLimits
  readonly #entry: URL
  #thread: ReadingThread | undefined
  #last: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor({ clock, limits, entry }: ThreadedDocumentReaderOptions) {
    this.#clock = clock
    this.#limits = { ...DEFAULT_DOCUMENT_LIMITS, ...limits }
    this.#entry = entry ?? new URL('./document-worker.js', import.meta.url)
  }

  read(file: DocumentFile, { signal }: DocumentReadOptions = {}): Promise<KnowledgeDocument> {
    const reading = this.#last.then(() => this.#read(file, signal))
    // Whoever comes next waits for this one, not for its success.
    this.#last = reading.catch(() => undefined)
    if (signal === undefined) return reading
    // Who gives up while others are read does not wait for them.
    return new Promise((resolve, reject) => {
      const abort = () => reject(aborted(file))
      signal.addEventListener('abort', abort, { once: true })
      reading.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
    })
  }

  /** Stops the thread; a reading under way and those that wait fail with `APP_CLOSED`. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#thread?.stop(closed())
  }

  async #read(file: DocumentFile, signal: AbortSignal | undefined): Promise<KnowledgeDocument> {
    if (this.#closed) throw closed()
    if (signal?.aborted) throw aborted(file)
    try {
      assertSize(file.bytes, this.#limits)
    } catch (error) {
      throw refusalOf(file.name, error)
    }
    if (!this.#thread?.usable) this.#thread = new ReadingThread(this.#entry, this.#limits.heapMb)
    const thread = this.#thread
    const stop = (reason: Error) => void thread.stop(reason)
    const watch = watchReading(this.#clock, this.#limits, stop)
    const abort = () => stop(aborted(file))
    signal?.addEventListener('abort', abort, { once: true })
    try {
      return await thread.read({ file, limits: this.#limits })
    } catch (error) {
      throw refusalOf(file.name, error)
    } finally {
      watch.cancel()
      signal?.removeEventListener('abort', abort)
    }
  }
}

function aborted({ name }: DocumentFile): AppError {
  return new AppError('ABORTED', `reading ${JSON.stringify(name.slice(0, 200))} was given up`, {
    hint: 'read it again if it is still wanted',
  })
}

function closed(): AppError {
  return new AppError('APP_CLOSED', 'the document reader is closed', { hint: 'create a new one' })
}
