import {
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { AppError } from '../../../domain/platform/index.js'
import type { SqlDialect, SqlSession } from './sql-engine.js'

type Execute = SqlSession['execute']

/** The query builder. */
export type Queries = Kysely<SqlSchema>

/** A query builder for one session, in the dialect of its database. */
export function queriesOn(execute: Execute, { family }: SqlDialect): Queries {
  return new Kysely<SqlSchema>({ dialect: sessionDialect(execute, family) })
}

function sessionDialect(execute: Execute, family: SqlDialect['family']): Dialect {
  const createDriver = () => new SessionDriver(execute)
  return family === 'postgres'
    ? {
        createDriver,
        createAdapter: () => new PostgresAdapter(),
        createQueryCompiler: () => new PostgresQueryCompiler(),
        createIntrospector: (db) => new PostgresIntrospector(db),
      }
    : {
        createDriver,
        createAdapter: () => new SqliteAdapter(),
        createQueryCompiler: () => new SqliteQueryCompiler(),
        createIntrospector: (db) => new SqliteIntrospector(db),
      }
}

/** Runs queries on an existing session. Its owner begins and ends the transaction. */
class SessionDriver implements Driver {
  readonly #connection: DatabaseConnection

  constructor(execute: Execute) {
    this.#connection = {
      executeQuery: async <R>({ sql, parameters }: { sql: string; parameters: readonly unknown[] }) => {
        const { rows, changes } = await execute(sql, parameters)
        return { rows: rows as R[], numAffectedRows: BigInt(changes) } satisfies QueryResult<R>
      },
      // biome-ignore lint/correctness/useYield: streams are not used
      streamQuery: async function* () {
        throw unsupported()
      },
    }
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }

  async init(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}

  async beginTransaction(): Promise<void> {
    throw unsupported()
  }

  async commitTransaction(): Promise<void> {
    throw unsupported()
  }

  async rollbackTransaction(): Promise<void> {
    throw unsupported()
  }
}

function unsupported(): AppError {
  return new AppError('INTERNAL', 'queries run within an operation of SqlDatabase, and neither stream nor nest')
}

/** The tables, as the queries see them. Their names have a prefix, since an embedder may keep tables of its own beside. */
interface SqlSchema {
  readonly curriculum_migrations: MigrationRow
  readonly curriculum_programs: ProgramRow
  readonly curriculum_program_viewers: ViewerRow
  readonly curriculum_documents: DocumentRow
  readonly curriculum_document_parts: DocumentPartRow
  readonly curriculum_versions: VersionRow
  readonly curriculum_users: UserRow
  readonly curriculum_setup: SetupRow
}

interface MigrationRow {
  readonly id: number
  readonly name: string
  /** In milliseconds since 1970. */
  readonly applied_at: number
}

export interface ProgramRow {
  readonly id: string
  readonly owner_id: string
  /** JSON. */
  readonly brief: string
  readonly version: number
  readonly created_at: number
  readonly updated_at: number
}

/** A user who may view a program. */
interface ViewerRow {
  readonly program_id: string
  readonly user_id: string
}

export interface DocumentRow {
  readonly program_id: string
  readonly name: string
  readonly bytes: number
  readonly digest: string
  readonly added_at: number
}

/** A document is kept in parts, so that no statement moves more than a little of it. */
interface DocumentPartRow {
  readonly program_id: string
  readonly name: string
  /** 0 and up. */
  readonly part: number
  readonly content: Uint8Array
}

export interface VersionRow {
  readonly program_id: string
  readonly version: number
  readonly fingerprint: string
  readonly created_by: string
  readonly created_at: number
  /** JSON: a title may hold what a text of Postgres cannot. */
  readonly title: string
  readonly units: number
  readonly items: number
  readonly verdict: string
  /** 0 to 100. */
  readonly readiness: number
  /** JSON. */
  readonly content: string
}

export interface UserRow {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: string
  readonly password_hash: string
  /** 0 or 1. */
  readonly disabled: number
  readonly version: number
  readonly created_at: number
  readonly updated_at: number
}

/** The only row. */
interface SetupRow {
  readonly id: number
  /** Of the set-up token; null: none. */
  readonly token_digest: string | null
  readonly created_at: number
}
