import type { Pool, PoolClient } from 'pg'
import { messageOf } from '../../../domain/platform/index.js'
import type { Logger } from '../../../ports/index.js'
import { maskUrl } from '../../shared/mask-url.js'
import type { SqlDialect, SqlEngine, SqlFault, SqlSession } from './sql-engine.js'

const MAX_CONNECTIONS = 8
/** The type id of `int8`. Our values are times and counts, which are safe integers. */
const INT8 = 20
/** The advisory lock of migrations. */
const MIGRATION_LOCK = 7_263_514_908

interface PostgresEngineOptions {
  readonly url: string
  readonly logger: Logger
  readonly connectMs: number
  /** The timeout of the server for a statement, and for a transaction whose process died or is frozen. */
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
    const pool = await this.#pool
    const client = await pool.connect().catch((error: unknown) => {
      // The pool reports the same error as for a server that does not respond.
      const isFull = pool.totalCount >= MAX_CONNECTIONS && pool.idleCount === 0 && /timeout/i.test(messageOf(error))
      throw isFull ? Object.assign(new Error(messageOf(error)), { code: 'POOL_FULL' }) : error
    })
    return {
      execute: (sql, parameters) => execute(client, sql, parameters),
      release: () => client.release(),
      // Ends the connection, also during a statement. The server rolls back.
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
    // An idle connection was lost. The pool opens another one when it needs it.
    pool.on('error', (error) => {
      // Not the error itself: it contains the connection, with its password.
      const code = 'code' in error ? { code: error.code } : {}
      logger.warn(`postgres: a connection was lost: ${messageOf(error)}`, code)
    })
    // A running statement reports the lost connection. Without a listener the event would end the process.
    pool.on('connect', (client) => client.on('error', () => undefined))
    return pool
  }
}

async function execute(client: PoolClient, sql: string, parameters: readonly unknown[]) {
  const result = await (parameters.length === 0 ? client.query(sql) : client.query(sql, [...parameters]))
  return { rows: result.rows as object[], changes: result.rowCount ?? 0 }
}

/** The timeouts are set in each transaction, because a pooler may share the connection. */
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

type Explanation = Omit<SqlFault, 'settled'>

const unavailable = (what: string, hint: string): Explanation => ({ code: 'STORE_UNAVAILABLE', what, hint })

const NETWORK = unavailable('the host is unreachable', 'check network and firewall')

const UNTRUSTED = unavailable(
  'the certificate of the server is not from a known authority',
  'add &sslrootcert=/path/ca.pem with its authority to DATABASE_URL, or sslmode=no-verify to accept any certificate',
)

const FULL_HINT = 'free disk space or memory on the server of the database'

const TABLES: Explanation = {
  code: 'DATABASE_INCOMPATIBLE',
  what: 'its tables do not match this version',
  hint: 'other software changed them, or search_path names another schema; restore a backup',
}

/** Codes of the operating system, and SQLSTATE codes of Postgres. */
const MEANINGS: { readonly [code: string]: Explanation | undefined } = {
  ECONNREFUSED: unavailable('nothing listens there', 'start Postgres, or correct host and port in DATABASE_URL'),
  ENOTFOUND: unavailable('the host name does not exist', 'correct the host in DATABASE_URL'),
  EAI_AGAIN: unavailable(
    'the host name cannot be resolved at the moment',
    'check the name server and the host in DATABASE_URL',
  ),
  EHOSTUNREACH: NETWORK,
  ENETUNREACH: NETWORK,
  ETIMEDOUT: NETWORK,
  POOL_FULL: unavailable(
    `all ${MAX_CONNECTIONS} connections of this process are in use`,
    'try again later; look for slow statements, or run more processes',
  ),
  ERR_TLS_CERT_ALTNAME_INVALID: unavailable(
    'the certificate of the server is for another host name',
    'use a host name of the certificate in DATABASE_URL',
  ),
  CERT_HAS_EXPIRED: unavailable('the certificate of the server has expired', 'renew it on the server'),
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  '28P01': unavailable('user or password is wrong', 'correct them in DATABASE_URL'),
  '28000': unavailable('this user may not connect from this host', 'correct the user in DATABASE_URL, or pg_hba.conf'),
  '3D000': unavailable('the database does not exist', 'create it (createdb), or correct the name in DATABASE_URL'),
  '42501': unavailable('the user has no permission', 'grant the user CREATE and USAGE on the schema'),
  '53100': { code: 'STORE_FULL', what: 'the disk of the server is full', hint: FULL_HINT },
  '53200': { code: 'STORE_FULL', what: 'the server has no memory left', hint: FULL_HINT },
  '53300': unavailable('all connections are taken', 'raise max_connections, or run fewer processes'),
  '55P03': unavailable('another process locks the row for too long', 'try again later'),
  '57014': unavailable('the statement took too long', 'try again later; check the load of the database'),
  '57P03': unavailable('Postgres is starting or stopping', 'try again later'),
  '25006': unavailable('this Postgres is read-only', 'point DATABASE_URL at the primary'),
  '40001': unavailable('another process wrote at the same time', 'try again'),
  '40P01': unavailable('deadlock with another process', 'try again'),
  '42P01': TABLES,
  '42703': TABLES,
}

const OUR_PASSWORD = /client password must be a string/i

const NO_TLS = /does not support SSL|wrong version number/i
const TLS_REQUIRED = /no encryption|SSL off/i
/** `ENOENT: no such file or directory, open '/path'`: a file of sslrootcert, sslcert or sslkey. */
const UNREADABLE_FILE = /\bE[A-Z]+: .*, (?:open|read)\b/
/** `connect ENOENT /run/postgresql/.s.PGSQL.5432` */
const NO_SOCKET = /\bconnect (?:ENOENT|EACCES) /

/** Explains an error of Postgres, its client or the network. */
function explainPostgres(error: unknown): SqlFault {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  const message = messageOf(error)
  const known = byMessage(message) ?? MEANINGS[code]
  // An error of Postgres means that nothing was done, except the end of a connection (08) or of the server (57P).
  const settled = /^[0-9A-Z]{5}$/.test(code) && !/^(08|57P|XX|58)/.test(code)
  if (known) return { ...known, what: `${known.what} (${code || message})`, settled }
  return { ...unavailable(message, 'try again later; check the log of Postgres'), settled }
}

function byMessage(message: string): Explanation | undefined {
  if (OUR_PASSWORD.test(message)) {
    return unavailable('Postgres requires a password', 'add it to DATABASE_URL: postgres://user:password@host/name')
  }
  if (NO_TLS.test(message)) return unavailable('the server has no TLS', 'set sslmode=disable in DATABASE_URL')
  if (TLS_REQUIRED.test(message)) {
    return unavailable('the server requires TLS for this user', 'set sslmode=verify-full in DATABASE_URL')
  }
  if (NO_SOCKET.test(message)) {
    return unavailable('no Postgres listens at this socket', 'start Postgres, or correct host and port in DATABASE_URL')
  }
  if (UNREADABLE_FILE.test(message)) {
    return unavailable(
      `a file of the TLS settings cannot be read: ${message}`,
      'correct sslrootcert, sslcert or sslkey in DATABASE_URL',
    )
  }
  return undefined
}
