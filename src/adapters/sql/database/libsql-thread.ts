import { Worker } from 'node:worker_threads'
import { runLibsqlThread, type ThreadReply, type ThreadRequest } from './libsql-thread-main.js'
import type { SqlResult } from './sql-engine.js'

/** An error of the embedded database, with its code: `SQLITE_BUSY`. */
class LibsqlError extends Error {
  override readonly name = 'LibsqlError'
  readonly code: string

  constructor(message: string, code: string) {
    super(message)
    this.code = code
  }
}

interface Waiting {
  readonly resolve: (result: SqlResult) => void
  readonly reject: (error: Error) => void
}

/** A request without its number. */
type Numberless<T> = T extends unknown ? Omit<T, 'id'> : never

/**
 * A thread with one connection to the embedded database. The library computes, and waits for the disk and for other
 * processes, without ever giving the event loop back: here it holds up nobody else.
 */
export class LibsqlThread {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #id = 0
  /** Why the thread ended, once it has. */
  #end: Error | undefined

  private constructor() {
    const libsql = import.meta.resolve('libsql')
    this.#worker = new Worker(`(${runLibsqlThread.toString()})(${JSON.stringify(libsql)})`, {
      eval: true,
      execArgv: [],
    })
    // An idle database does not keep the process alive.
    this.#worker.unref()
    this.#worker.on('message', (reply: ThreadReply) => this.#settle(reply))
    this.#worker.on('error', (error) => this.#ended(error))
    this.#worker.on('exit', () => this.#ended(new LibsqlError('the thread of the database ended', '')))
  }

  /** @param busyMs how long a statement waits for another process that writes */
  static async open(path: string, busyMs: number): Promise<LibsqlThread> {
    const thread = new LibsqlThread()
    try {
      await thread.#ask({ open: path, busyMs })
      return thread
    } catch (error) {
      await thread.#worker.terminate()
      throw error
    }
  }

  /** Whether it can be asked for more. */
  get usable(): boolean {
    return this.#end === undefined
  }

  async execute(sql: string, parameters: readonly unknown[]): Promise<SqlResult> {
    const { rows, changes } = await this.#ask({ sql, parameters })
    return { rows: Array.from(rows, withBytes), changes }
  }

  /** Resolves when the database is closed; what is under way is finished first. */
  async close(): Promise<void> {
    if (this.usable) await this.#ask({ close: true }).catch(() => undefined)
    await this.#worker.terminate()
  }

  #ask(request: Numberless<ThreadRequest>): Promise<SqlResult> {
    if (this.#end) return Promise.reject(this.#end)
    const id = ++this.#id
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#worker.ref()
      this.#worker.postMessage({ id, ...request })
    })
  }

  #settle(reply: ThreadReply): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if (this.#waiting.size === 0) this.#worker.unref()
    if ('error' in reply) waiting?.reject(new LibsqlError(reply.error.message, reply.error.code))
    else waiting?.resolve(reply)
  }

  #ended(error: Error): void {
    this.#end ??= error
    for (const { reject } of this.#waiting.values()) reject(this.#end)
    this.#waiting.clear()
  }
}

/** Bytes as both databases give them. */
function withBytes(row: object): object {
  const entries = Object.entries(row).map(([name, value]) => [
    name,
    value instanceof ArrayBuffer ? new Uint8Array(value) : value,
  ])
  return Object.fromEntries(entries)
}
