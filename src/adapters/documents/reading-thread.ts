import { Worker } from 'node:worker_threads'
import type { KnowledgeDocument } from '../../domain/knowledge/index.js'
import { AppError, docsUrl, type ErrorCode, messageOf } from '../../domain/platform/index.js'
import type { DocumentFile } from '../../ports/knowledge/index.js'
import type { DocumentLimits } from './document-limits.js'
import { DocumentReadError } from './document-read-error.js'

/** Message to the thread: read this file. */
export interface ReadRequest {
  readonly file: DocumentFile
  readonly limits: DocumentLimits
}

/** First message of the thread: its modules are loaded. If it ends later, a file is the cause. */
export interface ReadyMessage {
  readonly ready: true
}

/** Reply of the thread. An error is sent as its fields, because structured cloning loses the class. */
export type ReadReply =
  | { readonly document: KnowledgeDocument }
  | {
      readonly code: ErrorCode
      readonly message: string
      readonly hint: string
      readonly details: AppError['details']
      readonly cause: string
    }

/** A worker thread that reads one file at a time. It has its own heap limit, and {@link stop} ends it even in a loop. */
export class ReadingThread {
  readonly #worker: Worker
  #ready = false
  /** Why the thread ended; `undefined` while it runs. */
  #end: Error | undefined
  #resolveRead: ((result: ReadReply | Error) => void) | undefined

  constructor(entry: URL, heapMb: number) {
    this.#worker = new Worker(entry, { resourceLimits: { maxOldGenerationSizeMb: heapMb }, execArgv: [] })
    // An idle thread does not keep the process alive. `read` refs it again: timers of `Clock` do not keep it alive.
    this.#worker.unref()
    this.#worker.on('message', (message: ReadReply | ReadyMessage) => {
      if ('ready' in message) this.#ready = true
      else this.#resolveRead?.(message)
    })
    this.#worker.on('error', (error) => this.#ended(error))
    this.#worker.on('exit', () => this.#ended(new Error('the reading thread ended')))
  }

  /** Whether it can read another file. */
  get usable(): boolean {
    return this.#end === undefined
  }

  /**
   * @throws AppError as `readDocument` threw it
   * @throws DocumentReadError `too-much-memory` if the heap limit ended the thread
   * @throws the reason given to {@link stop}, or the error that ended the thread
   */
  async read(request: ReadRequest): Promise<KnowledgeDocument> {
    if (this.#end !== undefined) throw this.#end
    this.#worker.ref()
    const result = await new Promise<ReadReply | Error>((resolve) => {
      this.#resolveRead = resolve
      this.#worker.postMessage(request)
    })
    this.#resolveRead = undefined
    this.#worker.unref()
    if (result instanceof Error) throw result
    if ('document' in result) return result.document
    const { code, message, hint, details, cause } = result
    throw new AppError(code, message, { hint, details, cause: new Error(cause) })
  }

  /** Terminates the thread. A pending `read` rejects with `reason`. */
  async stop(reason: Error): Promise<void> {
    this.#ended(reason)
    await this.#worker.terminate()
  }

  #ended(error: Error): void {
    this.#end ??= this.#reasonOf(error)
    this.#resolveRead?.(this.#end)
  }

  #reasonOf(error: Error): Error {
    if (error instanceof AppError || error instanceof DocumentReadError) return error
    if (!this.#ready) {
      return new AppError('INTERNAL', `documents cannot be read: ${messageOf(error)}`, {
        hint: `reinstall the package; in a bundle, see ${docsUrl('guides/embedding.md#bundlers')}`,
        cause: error,
      })
    }
    const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    return outOfMemory ? new DocumentReadError('too-much-memory', undefined, { cause: error }) : error
  }
}
