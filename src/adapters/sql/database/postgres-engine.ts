import type { Pool, PoolClient } from 'pg'
import { messageOf } from '../../../domain/platform/index.js'
import type { Logger } from '../../../ports/index.js'
import { maskUrl } from '../../shared/mask-url.js'
import { explainPostgres } from './explain-postgres.js'
import type { SqlDialect, SqlEngine, SqlFault, SqlSession } from './sql-engine.js'

const MAX_CONNECTIONS = 8
/** `int8`: our numbers are moments and counts, which JavaScript holds exactly. */
const INT8 = 20
/** The name under which processes agree who migrates. */
const MIGRATION_LOCK = 7_263_514_908

interface PostgresEngineOptions {
  readonly url: string
  readonly logger: Logger
  readonly connectMs: number
  /** After which the server itself gives a statement up, and a transaction whose process is gone or frozen. */
  readonly statementMs: number
}

/** A pool of connections to Postgres. Nothing is connected before the first operation. */
export class PostgresEngine implements SqlEngine {
  readonly adapter = 'postgres'
  readonly place: string
  readonly dialect: SqlDialect
  readonly #options: PostgresEngineOptions
  #pool: Promise<Pool> | undefined

  constructor(options: PostgresEngineOptions) {
    this.#options = options
    this.place = maskUrl(options.url, { showsUser: true })
    this.dialect = postgresDialect(options.statementMs)
  }

  async acquire(): Promise<SqlSession> {
    this.#pool ??= this.#open()
    const client = await (await this.#pool).connect()
    return {
      execute: (sql, parameters) => execute(client, sql, parameters),
      release: () => client.release(),
      // Ends the connection, also in the middle of a statement: the server undoes what was not committed.
      discard: () => client.release(true),
    }
  }

  explain(error: unknown): SqlFault {
    return explainPostgres(error)
  }

  async close(): Promise<void> {
    const pool = await this.#pool?.catch(() => undefined)
    this.#pool = undefined
    await pool?.end()
  }

  async #open(): Promise<Pool> {
    const { default: pg } = await import('pg')
    const { url, connectMs, logger } = this.#options
    const pool = new pg.Pool({
      connectionString: url,
      max: MAX_CONNECTIONS,
      connectionTimeoutMillis: connectMs,
      application_name: 'curriculum-generator',
      keepAlive: true,
      // Idle connections do not keep the process alive.
      allowExitOnIdle: true,
      types: { getTypeParser: (type, format) => (type === INT8 ? Number : pg.types.getTypeParser(type, format)) },
    })
    // A connection that nobody uses ended: the pool has forgotten it, and opens another when one is needed.
    pool.on('error', (error) => {
      // The error carries the connection, with its password and the key to cancel its queries: it is not written down.
      const code = 'code' in error ? { code: error.code } : {}
      logger.warn(`postgres: a connection was lost: ${messageOf(error)}`, code)
    })
    // In use, its statement tells of the end; without a listener the event would end the process.
    pool.on('connect', (client) => client.on('error', () => undefined))
    return pool
  }
}

async function execute(client: PoolClient, sql: string, parameters: readonly unknown[]) {
  const result = await (parameters.length === 0 ? client.query(sql) : client.query(sql, [...parameters]))
  return { rows: result.rows as object[], changes: result.rowCount ?? 0 }
}

/** The limits are set in each transaction and not for the connection, which a pooler on the way may share. */
function postgresDialect(statementMs: number): SqlDialect {
  const limits = [
    `set local statement_timeout = ${statementMs}`,
    `set local idle_in_transaction_session_timeout = ${statementMs}`,
  ].join(';')
  return {
    family: 'postgres',
    beginSnapshot: `begin isolation level repeatable read read only;${limits}`,
    beginWrite: `begin isolation level read committed;${limits}`,
    lockMigrations: `select pg_advisory_xact_lock(${MIGRATION_LOCK})`,
    encoding: 'show server_encoding',
    rowLocks: true,
    types: { text: 'text collate "C"', integer: 'bigint', real: 'double precision', bytes: 'bytea' },
    tableOptions: '',
  }
}
