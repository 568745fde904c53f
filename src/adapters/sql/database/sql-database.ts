import { AppError, isAppError } from '../../../domain/platform/index.js'
import type { Clock, HealthProbe, Logger } from '../../../ports/index.js'
import { EXCEEDED, settleWithin } from '../../shared/deadline.js'
import { LibsqlEngine } from './libsql-engine.js'
import { migrate, missingMigrations } from './migrate.js'
import { PostgresEngine } from './postgres-engine.js'
import type { SqlEngine } from './sql-engine.js'
import { type OperationKind, SqlOperation, type SqlWork } from './sql-operation.js'

/** The location: `postgres://...`, or the folder of the embedded database. */
export type SqlPlace = { readonly url: string } | { readonly dataDir: string }

export type SqlDatabaseOptions = SqlPlace & {
  readonly clock: Clock
  readonly logger: Logger
  /** Deadline of opening, in milliseconds. Default 10,000. */
  readonly openMs?: number
  /** Deadline of an operation, in milliseconds. Default 10,000. */
  readonly operationMs?: number
}

/**
 * The database of the repositories: embedded or Postgres. The first operation opens it and migrates its tables. If that
 * fails, the next operation tries again. Every operation has a deadline.
 */
export class SqlDatabase {
  readonly adapter: SqlEngine['adapter']
  /** The file or masked URL, for messages. */
  readonly place: string
  readonly #engine: SqlEngine
  readonly #clock: Clock
  readonly #openMs: number
  readonly #operationMs: number
  #opening: Promise<void> | undefined
  #wasOpened = false
  /** Whether opening has failed at least once. */
  #failed = false
  #closing: Promise<void> | undefined
  readonly #running = new Set<Promise<unknown>>()

  constructor(options: SqlDatabaseOptions) {
    const { clock, logger, openMs = 10_000, operationMs = 10_000 } = options
    this.#engine =
      'url' in options
        ? new PostgresEngine({ url: options.url, logger, connectMs: openMs, statementMs: operationMs })
        : // Less than the deadline, so that the error names the cause.
          new LibsqlEngine(options.dataDir, Math.floor(Math.min(openMs, operationMs) * 0.8))
    this.#clock = clock
    this.#openMs = openMs
    this.#operationMs = operationMs
    this.adapter = this.#engine.adapter
    this.place = this.#engine.place
  }

  /** Runs one statement that reads. */
  read<T>(work: SqlWork<T>): Promise<T> {
    return this.#run('read', work, this.#operationMs)
  }

  /** Runs several reads on one state. */
  snapshot<T>(work: SqlWork<T>, deadlineMs = this.#operationMs): Promise<T> {
    return this.#run('snapshot', work, deadlineMs)
  }

  /** Runs a transaction. An error of `work` rolls it back. */
  write<T>(work: SqlWork<T>, deadlineMs = this.#operationMs): Promise<T> {
    return this.#run('write', work, deadlineMs)
  }

  /** Whether an operation has opened it, or tried to. */
  get isUsed(): boolean {
    return this.#opening !== undefined || this.#failed
  }

  /** Whether it is being opened for the first time, which takes the deadline of opening at most. */
  get isStarting(): boolean {
    return this.#opening !== undefined && !this.#wasOpened && !this.#failed
  }

  /** Resolves if the database answers. */
  async ping(): Promise<void> {
    await this.read(({ execute }) => execute('select 1'))
  }

  /** Waits up to half of `deadlineMs` for running operations, then closes within the other half. Idempotent. */
  close(deadlineMs = this.#operationMs): Promise<void> {
    this.#closing ??= (async () => {
      await settleWithin(this.#clock, deadlineMs / 2, Promise.allSettled(this.#running))
      await settleWithin(this.#clock, deadlineMs / 2, this.#engine.close())
    })()
    return this.#closing
  }

  async #run<T>(kind: OperationKind, work: SqlWork<T>, deadlineMs: number): Promise<T> {
    if (this.#closing) throw new AppError('APP_CLOSED', 'the database is closed', { hint: 'create a new app' })
    const operation = new SqlOperation(this.#engine, kind)
    const running = this.#open().then(() => operation.run(work))
    this.#running.add(running)
    try {
      const outcome = await settleWithin(this.#clock, deadlineMs, running)
      if (outcome !== EXCEEDED) return outcome
    } finally {
      this.#running.delete(running)
    }
    throw operation.abort(deadlineMs)
  }

  #open(): Promise<void> {
    this.#opening ??= this.#openOnce().then(
      () => {
        this.#wasOpened = true
      },
      (error: unknown) => {
        // The next operation tries again.
        this.#opening = undefined
        this.#failed = true
        throw error
      },
    )
    return this.#opening
  }

  async #openOnce(): Promise<void> {
    const { dialect, place } = this.#engine
    const start = this.#clock.monotonic()
    if (await this.#isReady()) return
    const now = this.#clock.now()
    const left = Math.max(1, Math.ceil(this.#openMs - (this.#clock.monotonic() - start)))
    await this.#within(left, 'open', (context) => migrate(context, { dialect, place, now }))
  }

  /** Whether there is nothing to migrate. Checked first, because a migration locks out other processes. */
  async #isReady(): Promise<boolean> {
    try {
      const missing = await this.#within(this.#openMs, 'read', (context) => missingMigrations(context, this.place))
      return missing.length === 0
    } catch (error) {
      // A database without the table of migrations is new.
      if (isAppError(error, 'DATABASE_INCOMPATIBLE') && error.cause !== undefined) return false
      throw error
    }
  }

  async #within<T>(deadlineMs: number, kind: OperationKind, work: SqlWork<T>): Promise<T> {
    const operation = new SqlOperation(this.#engine, kind)
    const outcome = await settleWithin(this.#clock, deadlineMs, operation.run(work))
    if (outcome === EXCEEDED) throw operation.abort(deadlineMs)
    return outcome
  }
}

/** The health probe of a database: one cheap query. Does not open the embedded database, so that no file is created. */
export function sqlProbe(database: SqlDatabase): HealthProbe {
  return {
    name: 'database',
    adapter: database.adapter,
    check: async (signal) => {
      signal.throwIfAborted()
      if (database.adapter === 'embedded' && !database.isUsed) {
        return { status: 'healthy', warning: 'not opened, because nothing has used it yet' }
      }
      await database.ping()
      return { status: 'healthy' }
    },
    starting: () =>
      database.isStarting ? `opening ${database.place}, and creating or migrating its tables` : undefined,
  }
}
