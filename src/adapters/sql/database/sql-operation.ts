import { AppError, formatMs, isAppError } from '../../../domain/platform/index.js'
import type { Queries, queriesOn } from './query-builder.js'
import type { SqlEngine, SqlResult, SqlSession } from './sql-engine.js'

/** `read`: one statement; `snapshot`: several reads of one state; `write`: a transaction; `open`: an idempotent transaction. */
export type OperationKind = 'read' | 'snapshot' | 'write' | 'open'

/** The context of an operation. */
export interface SqlContext {
  readonly queries: Queries
  /** Whether a read can lock a row. */
  readonly rowLocks: boolean
  /** Runs a statement. */
  execute(sql: string): Promise<SqlResult>
}

type QueriesOn = typeof queriesOn

export type SqlWork<T> = (context: SqlContext) => Promise<T>

/**
 * One operation on its own session. Knows whether a failed operation may have been executed. After {@link abort}, it sends
 * nothing more to the database.
 */
export class SqlOperation {
  readonly #engine: SqlEngine
  readonly #kind: OperationKind
  #session: SqlSession | undefined
  #transactionOpen = false
  #committing = false
  #aborted = false

  constructor(engine: SqlEngine, kind: OperationKind) {
    this.#engine = engine
    this.#kind = kind
  }

  /** @throws AppError of `work`; `STORE_UNAVAILABLE`, `OUTCOME_UNKNOWN` and others of the database */
  async run<T>(work: SqlWork<T>): Promise<T> {
    try {
      // Loaded with the first query, in parallel to opening: Kysely is large, and an app may never need it.
      const [{ queriesOn }] = await Promise.all([import('./query-builder.js'), this.#enter()])
      const result = await this.#perform(work, queriesOn)
      this.#leave('release')
      return result
    } catch (error) {
      throw await this.#failed(error)
    }
  }

  /** Ends the operation at its deadline, with a rollback if possible. Returns the error for the caller. */
  abort(deadlineMs: number): AppError {
    this.#aborted = true
    this.#leave('discard')
    const details = { deadlineMs }
    if (this.#mayBeExecuted)
      return this.#outcomeUnknown(`no answer to a commit within ${formatMs(deadlineMs)}`, { details })
    return new AppError('STORE_UNAVAILABLE', `${this.#engine.place}: no answer within ${formatMs(deadlineMs)}`, {
      hint: 'try again later; check the database and the network',
      retryAfterMs: 1000,
      details,
    })
  }

  async #perform<T>(work: SqlWork<T>, queriesOn: QueriesOn): Promise<T> {
    const { dialect } = this.#engine
    const execute = (sql: string, parameters: readonly unknown[] = []) => this.#execute(sql, parameters)
    const queries = queriesOn(execute, dialect)
    if (this.#kind === 'read') return work({ queries, rowLocks: dialect.rowLocks, execute })
    await execute(this.#kind === 'snapshot' ? dialect.beginSnapshot : dialect.beginWrite)
    this.#transactionOpen = true
    const result = await work({ queries, rowLocks: dialect.rowLocks, execute })
    if (!this.#aborted) this.#committing = true
    await execute('commit')
    return result
  }

  async #execute(sql: string, parameters: readonly unknown[]): Promise<SqlResult> {
    if (this.#aborted || !this.#session) throw new AppError('ABORTED', 'the operation was aborted')
    return this.#session.execute(sql, parameters)
  }

  /** Ends the session and explains `error`. */
  async #failed(error: unknown): Promise<unknown> {
    const fault = isAppError(error) ? undefined : this.#engine.explain(error)
    if (fault?.settled === false || this.#committing) this.#leave('discard')
    else await this.#rollBack()
    if (!fault) return error
    const { place } = this.#engine
    if (this.#mayBeExecuted && !fault.settled) return this.#outcomeUnknown(fault.what, { cause: error })
    const message = this.#kind === 'open' ? `${place} cannot be used: ${fault.what}` : `${place}: ${fault.what}`
    return new AppError(fault.code, message, { hint: fault.hint, retryAfterMs: 1000, cause: error })
  }

  async #rollBack(): Promise<void> {
    try {
      if (this.#transactionOpen) await this.#execute('rollback', [])
      this.#leave('release')
    } catch {
      // If the rollback fails, the end of the session rolls back.
      this.#leave('discard')
    }
  }

  async #enter(): Promise<void> {
    this.#session = await this.#engine.acquire()
    if (this.#aborted) this.#leave('release')
  }

  #leave(how: 'release' | 'discard'): void {
    const session = this.#session
    this.#session = undefined
    session?.[how]()
  }

  /** Opening is idempotent, so only a write has an unknown outcome. */
  get #mayBeExecuted(): boolean {
    return this.#committing && this.#kind === 'write'
  }

  #outcomeUnknown(what: string, options: { readonly cause?: unknown; readonly details?: { deadlineMs: number } }) {
    return new AppError('OUTCOME_UNKNOWN', `${this.#engine.place}: ${what} after a write was sent`, {
      hint: 'read the current state before you repeat the call',
      retryAfterMs: 1000,
      ...options,
    })
  }
}
