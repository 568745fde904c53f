import { mkdir, open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { embeddedFile } from './embedded-file.js'
import { explainLibsql } from './explain-libsql.js'
import { LibsqlThread } from './libsql-thread.js'
import type { SqlDialect, SqlEngine, SqlFault, SqlSession } from './sql-engine.js'

const DIALECT: SqlDialect = {
  family: 'sqlite',
  beginSnapshot: 'begin',
  // Takes the place of the one writer at once: a transaction that reads first could not become one later.
  beginWrite: 'begin immediate',
  lockMigrations: undefined,
  encoding: undefined,
  rowLocks: false,
  types: { text: 'text', integer: 'integer', real: 'real', bytes: 'blob' },
  tableOptions: 'strict',
}

/** The embedded database: one file in a folder, one connection in a thread, one operation at a time. */
export class LibsqlEngine implements SqlEngine {
  readonly adapter = 'embedded'
  readonly dialect = DIALECT
  readonly place: string
  readonly #busyMs: number
  #thread: Promise<LibsqlThread> | undefined
  /** The end of the last operation that was let in. */
  #last: Promise<void> = Promise.resolve()

  /** @param busyMs how long a statement waits for another process that writes */
  constructor(dataDir: string, busyMs: number) {
    this.place = resolve(embeddedFile(dataDir))
    this.#busyMs = busyMs
  }

  async acquire(): Promise<SqlSession> {
    const before = this.#last
    let end = (): void => undefined
    this.#last = new Promise((resolve) => {
      end = resolve
    })
    await before
    try {
      const thread = await this.#usableThread()
      return {
        execute: (sql, parameters) => thread.execute(sql, parameters),
        release: end,
        discard: () => void this.#replace(thread).finally(end),
      }
    } catch (error) {
      end()
      throw error
    }
  }

  explain(error: unknown): SqlFault {
    return explainLibsql(error)
  }

  async close(): Promise<void> {
    const thread = await this.#thread?.catch(() => undefined)
    this.#thread = undefined
    await thread?.close()
  }

  /** Waits for what is under way, undoes what was begun, and lets the next operation open a connection of its own. */
  async #replace(thread: LibsqlThread): Promise<void> {
    this.#thread = undefined
    // An error says that there was nothing to undo.
    await thread.execute('rollback', []).catch(() => undefined)
    await thread.close()
  }

  async #usableThread(): Promise<LibsqlThread> {
    const thread = await this.#thread?.catch(() => undefined)
    if (thread?.usable) return thread
    this.#thread = this.#open()
    return this.#thread
  }

  async #open(): Promise<LibsqlThread> {
    await mkdir(resolve(this.place, '..'), { recursive: true })
    // Made here, so that nobody else on the machine may read it; its log takes the rights over.
    await (await open(this.place, 'a', 0o600)).close()
    return LibsqlThread.open(this.place, this.#busyMs)
  }
}
