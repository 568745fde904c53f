import { Worker } from 'node:worker_threads'
import type { KnowledgeDocument } from '../../domain/knowledge/index.js'
import { AppError, messageOf } from '../../domain/platform/index.js'
import { Refusal } from './refusals.js'
import type { ReadReply, ReadRequest, ReadyMessage } from './worker-messages.js'

/**
 * A thread that reads files, one at a time. It can be stopped in the middle of any loop, and has a heap of its own:
 * what no parser promises, the thread makes sure.
 */
export class ReadingThread {
  readonly #worker: Worker
  #ready = false
  /** Why the thread ended, once it has. */
  #end: Error | undefined
  #settle: ((outcome: ReadReply | Error) => void) | undefined

  constructor(entry: URL, heapMb: number) {
    this.#worker = new Worker(entry, { resourceLimits: { maxOldGenerationSizeMb: heapMb }, execArgv: [] })
    // An idle thread does not keep the process alive; while it reads, the timer of its deadline would not either.
    this.#worker.unref()
    this.#worker.on('message', (message: ReadReply | ReadyMessage) => {
      if ('ready' in message) this.#ready = true
      else this.#settle?.(message)
    })
    this.#worker.on('error', (error) => this.#ended(error))
    this.#worker.on('exit', () => this.#ended(new Error('the reading thread ended')))
  }

  /** Whether it can read another file. */
  get usable(): boolean {
    return this.#end === undefined
  }

  /** @throws AppError as the reader threw it; Refusal if the file took too much memory; what else ended the thread */
  async read(request: ReadRequest): Promise<KnowledgeDocument> {
    if (this.#end !== undefined) throw this.#end
    this.#worker.ref()
    const outcome = await new Promise<ReadReply | Error>((resolve) => {
      this.#settle = resolve
      this.#worker.postMessage(request)
    })
    this.#settle = undefined
    this.#worker.unref()
    if (outcome instanceof Error) throw outcome
    if ('document' in outcome) return outcome.document
    const { code, message, hint, details, cause } = outcome
    throw new AppError(code, message, { hint, details, cause: new Error(cause) })
  }

  /** Stops it at once, and lets a reading fail with `reason`. */
  async stop(reason: Error): Promise<void> {
    this.#ended(reason)
    await this.#worker.terminate()
  }

  #ended(error: Error): void {
    this.#end ??= this.#reasonOf(error)
    this.#settle?.(this.#end)
  }

  #reasonOf(error: Error): Error {
    if (error instanceof AppError || error instanceof Refusal) return error
    if (!this.#ready) {
      return new AppError('INTERNAL', `documents cannot be read: ${messageOf(error)}`, {
        hint: 'build the package anew, or install it anew',
        cause: error,
      })
    }
    const tooMuch = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    return tooMuch ? new Refusal('too-much-memory', undefined, { cause: error }) : error
  }
}
