import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { messageOf } from '../../../domain/platform/index.js'
import { makeFolder } from '../../shared/make-folder.js'
import { LibsqlThread } from './libsql-thread.js'
import { embeddedFile, type SqlDialect, type SqlEngine, type SqlFault, type SqlSession } from './sql-engine.js'

const DIALECT: SqlDialect = {
  family: 'sqlite',
  beginSnapshot: 'begin',
  // Becomes the only writer at once: a transaction that reads first may fail to become the writer later.
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
  /** The end of the latest operation. */
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

  /** Waits for the running statement, rolls back and closes. The next operation opens a new connection. */
  async #replace(thread: LibsqlThread): Promise<void> {
    this.#thread = undefined
    // An error means that there is no transaction.
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
    await makeFolder(resolve(this.place, '..'))
    // Created here, so that only the owner can read the file. Its log gets the same permissions.
    await (await open(this.place, 'a', 0o600)).close()
    return LibsqlThread.open(this.place, this.#busyMs)
  }
}

type Explanation = Omit<SqlFault, 'settled'>

const FOLDER_HINT = 'set DATA_DIR to a folder that this user may write, or DATABASE_URL to use Postgres'

const DAMAGED: Explanation = {
  code: 'STORE_UNAVAILABLE',
  what: 'the file is damaged or not a database',
  hint: 'move the file away and restore a backup',
}

const FOLDER: Explanation = { code: 'DATA_DIR_UNUSABLE', what: 'the file cannot be written', hint: FOLDER_HINT }

const FULL: Explanation = { code: 'STORE_FULL', what: 'the disk is full', hint: 'free disk space' }

/** By the code, or its part before the second underscore. */
const MEANINGS: { readonly [code: string]: Explanation | undefined } = {
  SQLITE_BUSY: {
    code: 'STORE_UNAVAILABLE',
    what: 'another process writes for too long',
    hint: 'try again later; check which process uses the file',
  },
  SQLITE_FULL: FULL,
  SQLITE_NOTADB: DAMAGED,
  SQLITE_CORRUPT: DAMAGED,
  SQLITE_READONLY: FOLDER,
  SQLITE_CANTOPEN: FOLDER,
  SQLITE_PERM: FOLDER,
  SQLITE_TOOBIG: { code: 'INVALID_ARGUMENT', what: 'a value is too large', hint: 'pass less than 1 GB' },
  EACCES: FOLDER,
  EPERM: FOLDER,
  EROFS: FOLDER,
  ENOTDIR: FOLDER,
  EEXIST: FOLDER,
  EISDIR: FOLDER,
  ENOENT: FOLDER,
  ENOSPC: FULL,
}

/** Explains an error of the embedded database or of its file system. */
function explainLibsql(error: unknown): SqlFault {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  const message = messageOf(error)
  // A file that cannot be opened has no code of its own.
  const family = /unable to open/i.test(message) ? 'SQLITE_CANTOPEN' : code.split('_', 2).join('_')
  const known = MEANINGS[family]
  // After these errors the transaction is not in the file. After others, such as a disk error, it may be.
  const settled = known !== undefined && known !== DAMAGED
  if (known) return { ...known, what: `${known.what} (${code || message})`, settled }
  if (/no such (table|column)/.test(message)) {
    return {
      code: 'DATABASE_INCOMPATIBLE',
      what: `its tables do not match this version (${message})`,
      hint: 'other software changed them; restore a backup',
      settled: true,
    }
  }
  return {
    code: 'STORE_UNAVAILABLE',
    what: message,
    hint: 'check the disk of DATA_DIR and the log of the machine',
    settled: false,
  }
}
