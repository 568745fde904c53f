import { type MessagePort, Worker } from 'node:worker_threads'
import type Libsql from 'libsql'
import { AppError } from '../../../domain/platform/index.js'
import { installedUrl, moduleUrl } from '../../shared/module-place.js'
import type { SqlResult } from './sql-engine.js'

/** An error of the embedded database with its code, for example `SQLITE_BUSY`. */
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

/** A request without its id. */
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

/**
 * A thread with one connection to the embedded database. The library is synchronous and would block the event loop of the
 * process.
 */
export class LibsqlThread {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #id = 0
  /** Why the thread has ended. */
  #end: Error | undefined

  private constructor() {
    // Bundlers do not see this import, because the package is native code.
    const libsql = installedUrl('libsql', moduleUrl(import.meta.url))
    if (!libsql) {
      throw new AppError(
        'STORE_UNAVAILABLE',
        'the embedded database cannot be used: the package libsql is not installed',
        {
          hint: 'install libsql beside the bundle (npm install libsql), or set DATABASE_URL to use Postgres',
        },
      )
    }
    this.#worker = new Worker(`(${runLibsqlThread.toString()})(${JSON.stringify(libsql.href)})`, {
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

  /** Whether it accepts requests. */
  get usable(): boolean {
    return this.#end === undefined
  }

  async execute(sql: string, parameters: readonly unknown[]): Promise<SqlResult> {
    const { rows, changes } = await this.#ask({ sql, parameters })
    return { rows: Array.from(rows, withBytes), changes }
  }

  /** Finishes running requests, then closes the database. */
  async close(): Promise<void> {
    if (this.usable) await this.#ask({ close: true }).catch(() => undefined)
    await this.#worker.terminate()
  }

  #ask(request: WithoutId<ThreadRequest>): Promise<SqlResult> {
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

/** The row with bytes as Uint8Array, as Postgres returns them. */
function withBytes(row: object): object {
  const entries = Object.entries(row).map(([name, value]) => [
    name,
    value instanceof ArrayBuffer ? new Uint8Array(value) : value,
  ])
  return Object.fromEntries(entries)
}

/** A request to the thread. It handles one after another. */
type ThreadRequest =
  | { readonly id: number; readonly open: string; readonly busyMs: number }
  | { readonly id: number; readonly sql: string; readonly parameters: readonly unknown[] }
  | { readonly id: number; readonly close: true }

type ThreadReply =
  | { readonly id: number; readonly rows: object[]; readonly changes: number }
  | { readonly id: number; readonly error: { readonly message: string; readonly code: string } }

/**
 * The program of the thread. The thread gets its source text, so that it works from the sources and from a build. Therefore
 * the function must not use anything outside of itself. It has methods instead of inner functions: bundlers that keep names
 * call a helper of theirs for each function that has a name.
 *
 * @param libsql the URL of the package
 */
async function runLibsqlThread(libsql: string): Promise<void> {
  const { parentPort } = await import('node:worker_threads')
  const { default: Database } = (await import(libsql)) as { default: typeof Libsql }
  const port = parentPort as MessagePort
  let database: Libsql.Database | undefined

  const thread = {
    open(path: string, busyMs: number): void {
      database = new Database(path)
      database.pragma(`busy_timeout=${busyMs}`)
      // SQLite does not wait if another process changes the journal mode, so this code retries.
      for (let attempt = 1; ; attempt++) {
        try {
          database.pragma('journal_mode=WAL')
          break
        } catch (error) {
          const { code } = error as { code?: string }
          if (!code?.startsWith('SQLITE_BUSY') || attempt * 20 > busyMs) throw error
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
        }
      }
      database.pragma('synchronous=FULL')
      database.pragma('foreign_keys=ON')
    },
    execute(sql: string, parameters: readonly unknown[]): { rows: object[]; changes: number } {
      if (!database) throw new Error('the database is not open')
      if (/^(begin|commit|rollback)/.test(sql)) {
        // Not prepared: a prepared statement that fails keeps its view of the file until garbage collection, which blocks
        // writes.
        database.exec(sql)
        return { rows: [], changes: 0 }
      }
      const statement = database.prepare(sql)
      if (statement.reader) return { rows: statement.all([...parameters]) as object[], changes: 0 }
      return { rows: [], changes: statement.run([...parameters]).changes }
    },
    answer(request: ThreadRequest): { rows: object[]; changes: number } {
      if ('sql' in request) return thread.execute(request.sql, request.parameters)
      if ('open' in request) thread.open(request.open, request.busyMs)
      else database?.close()
      return { rows: [], changes: 0 }
    },
  }
  port.on('message', (request: ThreadRequest) => {
    try {
      const reply = { id: request.id, ...thread.answer(request) }
      // Each value has its own buffer, which is transferred without a copy.
      const buffers = reply.rows.flatMap((row) => Object.values(row).filter((value) => value instanceof ArrayBuffer))
      port.postMessage(reply, buffers as ArrayBuffer[])
    } catch (error) {
      const { message, code = '' } = error as { message: string; code?: string }
      port.postMessage({ id: request.id, error: { message, code } })
    }
  })
}
