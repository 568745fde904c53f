import type { ErrorCode } from '../../../domain/platform/index.js'

/** The result of a statement. */
export interface SqlResult {
  readonly rows: readonly object[]
  /** The number of written rows. */
  readonly changes: number
}

/** A connection that belongs to one operation. */
export interface SqlSession {
  /** Rejects with the error of the driver, which `SqlEngine.explain` explains. */
  execute(sql: string, parameters: readonly unknown[]): Promise<SqlResult>
  /** Returns the connection for the next operation. */
  release(): void
  /** Rolls back and ends the connection, after a failure or a timeout. */
  discard(): void
}

/** An explained error of a driver. */
export interface SqlFault {
  readonly code: ErrorCode
  readonly what: string
  readonly hint: string
  /** Whether the database reported that nothing was done. Otherwise a commit may have succeeded. */
  readonly settled: boolean
}

/** A kind of database: its connections and the differences of its SQL. */
export interface SqlEngine {
  readonly adapter: 'embedded' | 'postgres'
  /** The file or masked URL, for messages. */
  readonly place: string
  readonly dialect: SqlDialect
  /** Opens a connection if necessary, and waits for a free one. */
  acquire(): Promise<SqlSession>
  explain(error: unknown): SqlFault
  /** Idempotent. */
  close(): Promise<void>
}

/** The differences between the SQL of the databases. */
export interface SqlDialect {
  readonly family: 'sqlite' | 'postgres'
  /** Begins a transaction of several reads on one state. */
  readonly beginSnapshot: string
  /** Begins a transaction that writes. */
  readonly beginWrite: string
  /** Excludes other processes from migrating. Runs after `beginWrite`. */
  readonly lockMigrations: string | undefined
  /** Reads the encoding of text, if it can differ. */
  readonly encoding: string | undefined
  /** Whether a read can lock a row. Otherwise there is one writer at a time. */
  readonly rowLocks: boolean
  /** Both databases compare text by bytes. */
  readonly types: { readonly text: string; readonly integer: string; readonly real: string; readonly bytes: string }
  /** Ends the definition of a table. */
  readonly tableOptions: string
}

/** The path of the embedded database in its folder. */
export function embeddedFile(dataDir: string): string {
  return `${dataDir.replace(/\/+$/, '')}/curriculum.db`
}
