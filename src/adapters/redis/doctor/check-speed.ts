import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { JsonObject } from '../../../domain/platform/index.js'
import type { CheckResult, DoctorCheck } from '../../../ports/index.js'
import { checked, type Patient } from './checked.js'
import { type DoctorConnection, KEY_TTL_MS } from './doctor-connection.js'

/** The deadline of a cache operation: what takes longer fails. */
const CACHE_DEADLINE_MS = 250
const SLOW_MS = 20
const RESOLUTION_MS = 5
const BATCH = 100
const ENOUGH_PER_SECOND = 2000

/** Round trips one after another, beside how late this process itself was: a busy process measures itself. */
export function checkLatency(patient: Patient): DoctorCheck {
  return checked(patient, {
    id: 'latency',
    needs: ['write'],
    deadlineMs: 20_000,
    byHand: 'grant the user PING, SET, GET, EVALSHA and SCRIPT LOAD',
    run: async ({ connection }, quick) => {
      const key = connection.key('latency')
      const ttl = String(KEY_TTL_MS)
      const sha = String(await connection.send('SCRIPT', 'LOAD', "return redis.call('GET', KEYS[1])"))
      const commands = [['PING'], ['SET', key, 'probe', 'PX', ttl], ['GET', key], ['EVALSHA', sha, '1', key]] as const
      const lag = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
      lag.enable()
      const measured = new Map<string, Percentiles>()
      for (const command of commands) {
        measured.set(command[0], await measure(connection, command, quick ? 20 : 200))
      }
      lag.disable()
      // The histogram holds the time from one sample to the next, in nanoseconds; of none at all it knows nothing.
      const lateness = lag.percentile(99) / 1e6 - RESOLUTION_MS
      return judge(measured, Number.isFinite(lateness) ? round(Math.max(0, lateness)) : 0)
    },
  })
}

interface Percentiles extends JsonObject {
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

async function measure(connection: DoctorConnection, command: readonly string[], runs: number): Promise<Percentiles> {
  const times: number[] = []
  // A link with seconds of delay shows itself in a few runs.
  const end = performance.now() + 4000
  while (times.length < runs && performance.now() < end) {
    const began = performance.now()
    await connection.send(...command)
    times.push(performance.now() - began)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => round(times[Math.ceil(times.length * share) - 1] ?? 0)
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

function judge(measured: ReadonlyMap<string, Percentiles>, lagMs: number): CheckResult {
  const each = [...measured].map(([name, { p50, p95, p99 }]) => `${name} ${p50}/${p95}/${p99}`).join(', ')
  const value = `${each} ms (p50/p95/p99); own event loop late by ${lagMs} ms (p99)`
  const facts = { ...Object.fromEntries(measured), eventLoopLagMs: lagMs }
  const worst = Math.max(...[...measured.values()].map(({ p95 }) => p95))
  const middle = Math.max(...[...measured.values()].map(({ p50 }) => p50))
  if (worst < SLOW_MS) return { status: 'ok', value, facts }
  if (lagMs > worst / 2) {
    const advice = 'this machine is busy and measures itself: run this again when it is idle'
    return { status: 'warn', value, advice, facts }
  }
  const advice =
    middle >= SLOW_MS / 2
      ? 'the way to the server is long: run the service in the same region and network as Redis (internal URL)'
      : 'most answers are quick and some are late: look for slow commands (SLOWLOG GET), for swapping or snapshots on the server'
  return worst < CACHE_DEADLINE_MS
    ? { status: 'warn', value, advice, facts }
    : { status: 'fail', value, advice: `beyond the deadline of the cache, ${CACHE_DEADLINE_MS} ms: ${advice}`, facts }
}

/** Many commands in flight at once. */
export function checkThroughput(patient: Patient): DoctorCheck {
  return checked(patient, {
    id: 'throughput',
    needs: ['write', 'latency'],
    slow: true,
    deadlineMs: 10_000,
    byHand: 'grant the user SET and GET',
    run: async ({ connection }) => {
      const key = connection.key('throughput')
      const ttl = String(KEY_TTL_MS)
      const began = performance.now()
      let done = 0
      while (performance.now() - began < 1000) {
        const batch = Array.from({ length: BATCH }, (_, index) =>
          index % 2 === 0 ? connection.send('SET', key, 'probe', 'PX', ttl) : connection.send('GET', key),
        )
        await Promise.all(batch)
        done += BATCH
      }
      const perSecond = Math.round(done / ((performance.now() - began) / 1000))
      const value = `${perSecond} SET and GET a second, ${BATCH} in flight`
      const advice =
        'less than a small instance does: look at the CPU of both machines and at the network in between, or take a larger plan'
      return perSecond < ENOUGH_PER_SECOND
        ? { status: 'warn', value, advice, facts: { perSecond } }
        : { status: 'ok', value, facts: { perSecond } }
    },
  })
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100
}
