import type { Clock, DoctorCheck } from '../../../ports/index.js'
import type { RedisConnection } from '../connection/index.js'
import type { RedisSettings } from '../settings/index.js'
import { DoctorConnection } from './doctor-connection.js'
import { checkConfig, checkDns, checkTcp } from './network-checks.js'
import { checkClock, checkLatency, checkSlowLog, checkThroughput } from './performance-checks.js'
import { checkAcl, checkWrite } from './permission-checks.js'
import { type RedisUnderTest, whileConnected } from './redis-check.js'
import { checkClients, checkRole, checkServer } from './server-checks.js'
import { checkSignIn } from './sign-in-check.js'
import { checkMemory, checkPersistence, checkPolicy } from './storage-checks.js'
import { checkTls } from './tls-check.js'

export interface RedisChecksOptions {
  readonly settings: RedisSettings
  readonly clock: Clock
  /** Its capabilities: sessions and jobs must not lose data, a cache may. */
  readonly keeps: RedisUnderTest['keeps']
  /** Prefix of the ids if there are several Redis: `cache-`. Default: none. */
  readonly prefix?: string
  /** That of the app. */
  readonly keyPrefix: string
  /** Prefix of all keys of the doctor; unique to this run. */
  readonly runPrefix: string
  /** Checks of the capabilities, which run last, and only while the connection is open. */
  readonly roundTrips?: readonly DoctorCheck[]
}

/** The checks of one Redis. Opens nothing until they run. */
export interface RedisChecks {
  readonly checks: readonly DoctorCheck[]
  /** Deletes the keys and closes the connection. Never rejects; returns within about a second. */
  close(): Promise<void>
}

export function redisChecks({
  settings,
  clock,
  keeps,
  prefix = '',
  keyPrefix,
  runPrefix,
  roundTrips = [],
}: RedisChecksOptions): RedisChecks {
  const connection = new DoctorConnection(settings, runPrefix, clock)
  const target: RedisUnderTest = { connection, keeps, keyPrefix, user: settings.username ?? 'default' }
  let acceptedCertificate: string | undefined
  const checks = [
    checkConfig(settings),
    checkDns(settings),
    checkTcp(settings),
    checkTls(settings, clock, (pem) => {
      acceptedCertificate = pem
    }),
    checkSignIn(settings, connection, clock, () => acceptedCertificate),
    checkServer(target),
    checkRole(target),
    checkAcl(target),
    checkMemory(target),
    checkPolicy(target),
    checkPersistence(target),
    checkClients(target),
    checkWrite(target),
    checkLatency(target),
    checkThroughput(target),
    checkClock(target),
    checkSlowLog(target),
  ]
  const roundTripChecks = roundTrips.map((check) => ({
    ...whileConnected(target, check),
    // A job does not end if its worker lacks a permission.
    needs: [`${prefix}write`, ...(check.id === 'jobs' ? [`${prefix}acl`] : []), ...(check.needs ?? [])],
  }))
  return {
    checks: [...checks.map((check) => prefixed(check, prefix)), ...roundTripChecks],
    close: () => connection.close(),
  }
}

function prefixed(check: DoctorCheck, prefix: string): DoctorCheck {
  if (prefix === '') return check
  return { ...check, id: prefix + check.id, needs: (check.needs ?? []).map((id) => prefix + id) }
}

/** Deadline of the scan, in milliseconds: other programs may have many keys. */
const SCAN_DEADLINE_MS = 2000

/** Deletes all keys under a temporary prefix. A queue leaves some when its last job is removed. */
export async function deleteKeys(connection: RedisConnection, prefix: string): Promise<void> {
  const MATCH = `${prefix.replace(/[\\*?[\]^]/g, '\\$&')}*`
  await connection.run(
    async (client) => {
      let cursor = '0'
      do {
        const page = await client.scan(cursor, { MATCH, COUNT: 1000 })
        if (page.keys.length > 0) await client.unlink(page.keys)
        cursor = page.cursor
      } while (cursor !== '0')
    },
    { write: true, deadlineMs: SCAN_DEADLINE_MS },
  )
}
