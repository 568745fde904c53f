import type { ErrorCode } from '../../../domain/platform/index.js'

/** What a statement came to. */
export interface SqlResult {
  readonly rows: readonly object[]
  /** Rows that were written. */
  readonly changes: number
}

/** A connection while one operation has it. */
export interface SqlSession {
  /** Rejects with the driver's own error, which `SqlEngine.explain` understands. */
  execute(sql: string, parameters: readonly unknown[]): Promise<SqlResult>
  /** All is done: the next operation may have it. */
  release(): void
  /** It broke or took too long: whatever it has begun is undone, and nobody gets it as it is. */
  discard(): void
}

/** What the error of a driver means. */
export interface SqlFault {
  readonly code: ErrorCode
  readonly what: string
  readonly hint: string
  /** The database itself says that it did nothing; otherwise a commit may have been carried out. */
  readonly settled: boolean
}

/** One kind of database: how it is reached, and where its SQL differs. */
export interface SqlEngine {
  readonly adapter: 'embedded' | 'postgres'
  /** Where it is, for people; without secrets. */
  readonly place: string
  readonly dialect: SqlDialect
  /** Opens what is needed and waits for its turn. */
  acquire(): Promise<SqlSession>
  explain(error: unknown): SqlFault
  /** May be repeated. */
  close(): Promise<void>
}

/** The few words that are not the same in both databases. */
export interface SqlDialect {
  readonly family: 'sqlite' | 'postgres'
  /** Begins an operation that reads several times and must see one state. */
  readonly beginSnapshot: string
  /** Begins an operation that writes. */
  readonly beginWrite: string
  /** Keeps other processes from migrating at the same time; after `beginWrite`. */
  readonly lockMigrations: string | undefined
  /** Asks how text is kept, where that is a choice. */
  readonly encoding: string | undefined
  /** Whether reading a row can lock it; otherwise there is one writer at a time. */
  readonly rowLocks: boolean
  /** Text is compared byte by byte in both. */
  readonly types: { readonly text: string; readonly integer: string; readonly real: string; readonly bytes: string }
  /** Ends the definition of a table. */
  readonly tableOptions: string
}
