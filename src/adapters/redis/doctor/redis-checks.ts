import type { Clock, DoctorCheck } from '../../../ports/index.js'
import type { RedisSettings } from '../settings/index.js'
import { checkAcl } from './check-acl.js'
import { checkConfig } from './check-config.js'
import { checkMemory, checkPolicy } from './check-memory.js'
import { checkDns, checkTcp } from './check-network.js'
import { checkPersistence } from './check-persistence.js'
import { checkClients, checkRole, checkServer } from './check-server.js'
import { checkSignIn } from './check-sign-in.js'
import { checkLatency, checkThroughput } from './check-speed.js'
import { checkClock, checkSlowLog } from './check-time.js'
import { checkTls } from './check-tls.js'
import { checkWrite } from './check-write.js'
import { type Patient, whileConnected } from './checked.js'
import { DoctorConnection } from './doctor-connection.js'

export interface RedisChecksOptions {
  readonly settings: RedisSettings
  readonly clock: Clock
  /** What it is used for: a cache may lose what sessions and jobs may not. */
  readonly keeps: Patient['keeps']
  /** Goes before the ids, where there is more than one Redis: `cache-`. Default: nothing. */
  readonly prefix?: string
  /** Names the keys that are written; random. */
  readonly run: string
  /** Of the capabilities that run here, under ids of their own; last, and only while the connection holds. */
  readonly roundTrips?: readonly DoctorCheck[]
}

/** What the doctor asks of one Redis, and how to end its connection. Opens nothing until the checks run. */
export interface RedisChecks {
  readonly checks: readonly DoctorCheck[]
  /** Removes what was written. Never rejects; returns within about a second. */
  close(): Promise<void>
}

export function redisChecks({
  settings,
  clock,
  keeps,
  prefix = '',
  run,
  roundTrips = [],
}: RedisChecksOptions): RedisChecks {
  const connection = new DoctorConnection(settings, `doctor:${run}:`, clock)
  const patient: Patient = { connection, keeps, user: settings.username ?? 'default' }
  let judged: string | undefined
  const checks = [
    checkConfig(settings),
    checkDns(settings),
    checkTcp(settings),
    checkTls(settings, clock, (pem) => {
      judged = pem
    }),
    checkSignIn(settings, connection, clock, () => judged),
    checkServer(patient),
    checkRole(patient),
    checkAcl(patient),
    checkMemory(patient),
    checkPolicy(patient),
    checkPersistence(patient),
    checkClients(patient),
    checkWrite(patient),
    checkLatency(patient),
    checkThroughput(patient),
    checkClock(patient),
    checkSlowLog(patient),
  ]
  const trips = roundTrips.map((check) => ({
    ...whileConnected(patient, check),
    needs: [`${prefix}write`, ...(check.needs ?? [])],
  }))
  return {
    checks: [...checks.map((check) => prefixed(check, prefix)), ...trips],
    close: () => connection.close(),
  }
}

function prefixed(check: DoctorCheck, prefix: string): DoctorCheck {
  if (prefix === '') return check
  return { ...check, id: prefix + check.id, needs: (check.needs ?? []).map((id) => prefix + id) }
}
