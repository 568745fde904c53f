import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { JsonObject } from '../../../domain/platform/index.js'
import type { CheckResult, DoctorCheck } from '../../../ports/index.js'
import { type DoctorConnection, KEY_TTL_MS } from './doctor-connection.js'
import { type RedisUnderTest, redisCheck } from './redis-check.js'

/** The deadline of a cache operation. */
const CACHE_DEADLINE_MS = 250
const SLOW_MS = 20
const RESOLUTION_MS = 5
const BATCH = 100
const MIN_PER_SECOND = 2000

/** Sequential round trips, and the event loop lag of this process: a busy process measures its own load. */
export function checkLatency(target: RedisUnderTest): DoctorCheck {
  return redisCheck(target, {
    id: 'latency',
    needs: ['write'],
    deadlineMs: 20_000,
    manualAdvice: 'grant the user PING, SET, GET, EVALSHA and SCRIPT LOAD',
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
      // The histogram has the time between samples in nanoseconds; NaN without samples.
      const lagMs = lag.percentile(99) / 1e6 - RESOLUTION_MS
      return latencyResult(measured, Number.isFinite(lagMs) ? round(Math.max(0, lagMs)) : 0)
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
  // On a very slow network, a few runs are enough.
  const end = performance.now() + 4000
  while (times.length < runs && performance.now() < end) {
    const startedAt = performance.now()
    await connection.send(...command)
    times.push(performance.now() - startedAt)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => round(times[Math.ceil(times.length * share) - 1] ?? 0)
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

function latencyResult(measured: ReadonlyMap<string, Percentiles>, lagMs: number): CheckResult {
  const each = [...measured].map(([name, { p50, p95, p99 }]) => `${name} ${p50}/${p95}/${p99}`).join(', ')
  const value = `${each} ms (p50/p95/p99); event loop lag of the doctor ${lagMs} ms (p99)`
  const facts = { ...Object.fromEntries(measured), eventLoopLagMs: lagMs }
  const worst = Math.max(...[...measured.values()].map(({ p95 }) => p95))
  const middle = Math.max(...[...measured.values()].map(({ p50 }) => p50))
  if (worst < SLOW_MS) return { status: 'ok', value, facts }
  if (lagMs > worst / 2) {
    const advice = 'this machine is busy, which distorts the result: run the doctor again when it is idle'
    return { status: 'warn', value, advice, facts }
  }
  const advice =
    middle >= SLOW_MS / 2
      ? 'the network delay is high: run the service in the same region and network as Redis (internal URL)'
      : 'some replies are slow: check the server for slow commands (SLOWLOG GET), swapping and snapshots'
  return worst < CACHE_DEADLINE_MS
    ? { status: 'warn', value, advice, facts }
    : { status: 'fail', value, advice: `above the deadline of the cache, ${CACHE_DEADLINE_MS} ms: ${advice}`, facts }
}

/** Commands in flight in parallel. */
export function checkThroughput(target: RedisUnderTest): DoctorCheck {
  return redisCheck(target, {
    id: 'throughput',
    needs: ['write', 'latency'],
    slow: true,
    deadlineMs: 10_000,
    manualAdvice: 'grant the user SET and GET',
    run: async ({ connection }) => {
      const key = connection.key('throughput')
      const ttl = String(KEY_TTL_MS)
      const startedAt = performance.now()
      let done = 0
      while (performance.now() - startedAt < 1000) {
        const batch = Array.from({ length: BATCH }, (_, index) =>
          index % 2 === 0 ? connection.send('SET', key, 'probe', 'PX', ttl) : connection.send('GET', key),
        )
        await Promise.all(batch)
        done += BATCH
      }
      const perSecond = Math.round(done / ((performance.now() - startedAt) / 1000))
      const value = `${perSecond} SET and GET per second, ${BATCH} in flight`
      const advice =
        'slower than a small instance: check the CPU of both machines and the network, or use a larger plan'
      return perSecond < MIN_PER_SECOND
        ? { status: 'warn', value, advice, facts: { perSecond } }
        : { status: 'ok', value, facts: { perSecond } }
    },
  })
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100
}

const SKEW_MS = 1000
const MAX_SKEW_MS = 60_000
const SLOW_COMMAND_MS = 100
const RECENT_SECONDS = 3600

/** The difference between the clocks of server and process: both are used for sessions and delayed jobs. */
export function checkClock(target: RedisUnderTest): DoctorCheck {
  return redisCheck(target, {
    id: 'clock',
    manualAdvice: 'check that both machines set their clocks by NTP',
    run: async ({ connection }) => {
      const startedAt = Date.now()
      const [seconds, micros] = [await connection.send('TIME')].flat() as [unknown, unknown]
      const ended = Date.now()
      const server = Number(seconds) * 1000 + Number(micros) / 1000
      const skewMs = Math.round(server - (startedAt + ended) / 2)
      const uncertainMs = Math.ceil((ended - startedAt) / 2) + 1
      const side = skewMs < 0 ? 'behind' : 'ahead of'
      const value = `the server is ${Math.abs(skewMs)} ms ${side} this machine (+-${uncertainMs} ms)`
      const facts = { skewMs, uncertainMs }
      const off = Math.abs(skewMs) - uncertainMs
      if (off < SKEW_MS) return { status: 'ok', value, facts }
      const advice = 'set both clocks by NTP (timedatectl): sessions end and delayed jobs start at the wrong time'
      return { status: off < MAX_SKEW_MS ? 'warn' : 'fail', value, advice, facts }
    },
  })
}

/** Commands that blocked all others. Their arguments are never shown, because they may contain data. */
export function checkSlowLog(target: RedisUnderTest): DoctorCheck {
  return redisCheck(target, {
    id: 'slow-log',
    slow: true,
    manualAdvice: 'check for slow commands in the console of the provider',
    run: async ({ connection }) => {
      const reply = await connection.send('SLOWLOG', 'GET', '128')
      const entries = (Array.isArray(reply) ? reply : []).map(entryOf)
      const now = Date.now() / 1000
      const recent = entries.filter(({ at }) => now - at < RECENT_SECONDS)
      const slowest = recent.reduce((worst, entry) => (entry.ms > worst.ms ? entry : worst), { at: 0, ms: 0, name: '' })
      const facts = { entries: entries.length, recent: recent.length, slowestMs: slowest.ms }
      if (recent.length === 0) {
        return { status: 'ok', value: `no slow commands within the last hour, ${entries.length} before`, facts }
      }
      const value = `${recent.length} within the last hour, the slowest ${slowest.name} with ${slowest.ms} ms`
      const advice = `it blocks all other commands: find the sender of ${slowest.name} (SLOWLOG GET shows key and client)`
      return slowest.ms < SLOW_COMMAND_MS ? { status: 'ok', value, facts } : { status: 'warn', value, advice, facts }
    },
  })
}

interface SlowEntry {
  readonly at: number
  readonly ms: number
  readonly name: string
}

/** `[id, seconds since the epoch, microseconds, [name, ...arguments], client, client's name]` */
function entryOf(entry: unknown): SlowEntry {
  const [, at, micros, command] = Array.isArray(entry) ? (entry as readonly unknown[]) : []
  const name = String(Array.isArray(command) ? command[0] : '').toUpperCase()
  return { at: Number(at), ms: Math.round(Number(micros) / 100) / 10, name: name.replace(/[^A-Z._]/g, '') }
}
