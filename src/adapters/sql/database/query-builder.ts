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
import type { SqlSchema } from './schema.js'
import type { SqlDialect, SqlSession } from './sql-engine.js'

type Execute = SqlSession['execute']

/** Where queries are written. */
export type Queries = Kysely<SqlSchema>

/** Queries that run on one session, in the words of its database. */
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

/** The session is there already and its transaction is begun and ended by who made it. */
class SessionDriver implements Driver {
  readonly #connection: DatabaseConnection

  constructor(execute: Execute) {
    this.#connection = {
      executeQuery: async <R>({ sql, parameters }: { sql: string; parameters: readonly unknown[] }) => {
        const { rows, changes } = await execute(sql, parameters)
        return { rows: rows as R[], numAffectedRows: BigInt(changes) } satisfies QueryResult<R>
      },
      // biome-ignore lint/correctness/useYield: nothing here is read as a stream
      streamQuery: async function* () {
        throw notHere()
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
    throw notHere()
  }

  async commitTransaction(): Promise<void> {
    throw notHere()
  }

  async rollbackTransaction(): Promise<void> {
    throw notHere()
  }
}

function notHere(): AppError {
  return new AppError('INTERNAL', 'queries run within an operation of SqlDatabase, and neither stream nor nest')
}
