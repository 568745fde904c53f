import { AppError, isAppError } from '../../../domain/platform/index.js'
import type { Queries, queriesOn } from './query-builder.js'
import type { SqlEngine, SqlResult, SqlSession } from './sql-engine.js'

/** `read`: one statement; `snapshot`: several that see one state; `write`: all or nothing; `open`: so too, repeatable. */
export type OperationKind = 'read' | 'snapshot' | 'write' | 'open'

/** What an operation works with. */
export interface SqlContext {
  readonly queries: Queries
  /** Whether reading a row can lock it. */
  readonly rowLocks: boolean
  /** A statement as text. */
  execute(sql: string): Promise<SqlResult>
}

type QueriesOn = typeof queriesOn

export type SqlWork<T> = (context: SqlContext) => Promise<T>

/**
 * One operation on a session of its own, and what is known of it: whether it may have been carried out. When it is given
 * up, nothing more of it reaches the database.
 */
export class SqlOperation {
  readonly #engine: SqlEngine
  readonly #kind: OperationKind
  #session: SqlSession | undefined
  #begun = false
  #committing = false
  #over = false

  constructor(engine: SqlEngine, kind: OperationKind) {
    this.#engine = engine
    this.#kind = kind
  }

  /** @throws AppError of `work`; `STORE_UNAVAILABLE`, `OUTCOME_UNKNOWN` and others of the database */
  async run<T>(work: SqlWork<T>): Promise<T> {
    try {
      // Loaded with the first query, while the database is opened: it is large, and an app may never ask.
      const [{ queriesOn }] = await Promise.all([import('./query-builder.js'), this.#enter()])
      const result = await this.#carryOut(work, queriesOn)
      this.#leave('release')
      return result
    } catch (error) {
      throw await this.#failed(error)
    }
  }

  /** The time is up: what was begun is undone if it still can be. Returns what the caller is to know. */
  giveUp(deadlineMs: number): AppError {
    this.#over = true
    this.#leave('discard')
    const details = { deadlineMs }
    if (this.#mayBeDone) return this.#outcomeUnknown(`no answer to a commit within ${deadlineMs} ms`, { details })
    return new AppError('STORE_UNAVAILABLE', `${this.#engine.place}: no answer within ${deadlineMs} ms`, {
      hint: 'try again later; look at the database and the way to it',
      retryAfterMs: 1000,
      details,
    })
  }

  async #carryOut<T>(work: SqlWork<T>, queriesOn: QueriesOn): Promise<T> {
    const { dialect } = this.#engine
    const execute = (sql: string, parameters: readonly unknown[] = []) => this.#execute(sql, parameters)
    const queries = queriesOn(execute, dialect)
    if (this.#kind === 'read') return work({ queries, rowLocks: dialect.rowLocks, execute })
    await execute(this.#kind === 'snapshot' ? dialect.beginSnapshot : dialect.beginWrite)
    this.#begun = true
    const result = await work({ queries, rowLocks: dialect.rowLocks, execute })
    if (!this.#over) this.#committing = true
    await execute('commit')
    return result
  }

  async #execute(sql: string, parameters: readonly unknown[]): Promise<SqlResult> {
    if (this.#over || !this.#session) throw new AppError('ABORTED', 'the operation was given up')
    return this.#session.execute(sql, parameters)
  }

  /** Ends the session, and says what `error` means. */
  async #failed(error: unknown): Promise<unknown> {
    const fault = isAppError(error) ? undefined : this.#engine.explain(error)
    if (fault?.settled === false || this.#committing) this.#leave('discard')
    else await this.#undo()
    if (!fault) return error
    const { place } = this.#engine
    if (this.#mayBeDone && !fault.settled) return this.#outcomeUnknown(fault.what, { cause: error })
    const said = this.#kind === 'open' ? `${place} cannot be used: ${fault.what}` : `${place}: ${fault.what}`
    return new AppError(fault.code, said, { hint: fault.hint, retryAfterMs: 1000, cause: error })
  }

  async #undo(): Promise<void> {
    try {
      if (this.#begun) await this.#execute('rollback', [])
      this.#leave('release')
    } catch {
      // What cannot be undone in words is undone by ending the session.
      this.#leave('discard')
    }
  }

  async #enter(): Promise<void> {
    this.#session = await this.#engine.acquire()
    if (this.#over) this.#leave('release')
  }

  #leave(how: 'release' | 'discard'): void {
    const session = this.#session
    this.#session = undefined
    session?.[how]()
  }

  /** To open a database twice is to open it once. */
  get #mayBeDone(): boolean {
    return this.#committing && this.#kind === 'write'
  }

  #outcomeUnknown(what: string, options: { readonly cause?: unknown; readonly details?: { deadlineMs: number } }) {
    return new AppError('OUTCOME_UNKNOWN', `${this.#engine.place}: ${what} after a write was sent`, {
      hint: 'read what is there before it is repeated',
      retryAfterMs: 1000,
      ...options,
    })
  }
}
