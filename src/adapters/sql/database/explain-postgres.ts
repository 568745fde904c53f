import { messageOf } from '../../../domain/platform/index.js'
import type { SqlFault } from './sql-engine.js'

type Explanation = Omit<SqlFault, 'settled'>

const unavailable = (what: string, hint: string): Explanation => ({ code: 'STORE_UNAVAILABLE', what, hint })
const NETWORK = unavailable('there is no way to the host', 'check network and firewall')
const FULL_HINT = 'free disk space or memory on the server of the database'
const TABLES: Explanation = {
  code: 'DATABASE_INCOMPATIBLE',
  what: 'its tables are not those of this version',
  hint: 'somebody changed them, or search_path names another schema; put a backup in their place',
}

/** Of the operating system, and SQLSTATE codes of Postgres. */
const MEANINGS: { readonly [code: string]: Explanation | undefined } = {
  ECONNREFUSED: unavailable('nothing listens there', 'start Postgres, or correct host and port in DATABASE_URL'),
  ENOTFOUND: unavailable('the host name does not exist', 'correct the host in DATABASE_URL'),
  EAI_AGAIN: unavailable('the host name cannot be resolved now', 'check the name server and the host in DATABASE_URL'),
  EHOSTUNREACH: NETWORK,
  ENETUNREACH: NETWORK,
  ETIMEDOUT: NETWORK,
  '28P01': unavailable('user or password is wrong', 'correct them in DATABASE_URL'),
  '28000': unavailable('this user may not sign in from here', 'correct the user in DATABASE_URL, or pg_hba.conf'),
  '3D000': unavailable('there is no such database', 'create it (createdb), or correct the name in DATABASE_URL'),
  '42501': unavailable('the user lacks a right', 'let the user create tables in the schema: GRANT CREATE, USAGE'),
  '53100': { code: 'STORE_FULL', what: 'the disk of the server is full', hint: FULL_HINT },
  '53200': { code: 'STORE_FULL', what: 'the server has no memory left', hint: FULL_HINT },
  '53300': unavailable('all connections are taken', 'raise max_connections, or run fewer processes'),
  '55P03': unavailable('another process holds the row for too long', 'try again later'),
  '57014': unavailable('the statement took too long', 'try again later; look at the load of the database'),
  '57P03': unavailable('Postgres is starting or stopping', 'try again later'),
  '25006': unavailable('this Postgres takes no writes', 'point DATABASE_URL at the primary'),
  '40001': unavailable('another process wrote at the same time', 'try again'),
  '40P01': unavailable('two processes waited for each other', 'try again'),
  '42P01': TABLES,
  '42703': TABLES,
}

const OUR_PASSWORD = /client password must be a string/i
const TLS = /does not support SSL|certificate|self-signed|wrong version number/i

/** What an error of Postgres, of its client, or of the network means. */
export function explainPostgres(error: unknown): SqlFault {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  const message = messageOf(error)
  const known = MEANINGS[code] ?? byMessage(message)
  // An answer of Postgres that it refuses is one; the end of a connection (08) or of the server (57P) is none.
  const settled = /^[0-9A-Z]{5}$/.test(code) && !/^(08|57P|XX|58)/.test(code)
  if (known) return { ...known, what: `${known.what} (${code || message})`, settled }
  return { ...unavailable(message, 'try again later; look at the log of Postgres'), settled }
}

function byMessage(message: string): Explanation | undefined {
  if (OUR_PASSWORD.test(message)) {
    return unavailable('Postgres wants a password', 'put it into DATABASE_URL: postgres://user:password@host/name')
  }
  if (TLS.test(message)) {
    return unavailable(
      message,
      'set sslmode in DATABASE_URL to what the server can do: ?sslmode=disable or verify-full',
    )
  }
  return undefined
}
