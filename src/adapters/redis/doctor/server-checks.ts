import type { CheckResult, DoctorCheck } from '../../../ports/index.js'
import { configValue, numberOf, type RedisUnderTest, redisCheck } from './redis-check.js'

const MIN_VERSION = [6, 2] as const

export function checkServer(target: RedisUnderTest): DoctorCheck {
  return redisCheck(target, {
    id: 'server',
    manualAdvice: 'check that it is Redis 6.2 or later, or Valkey, and not a cluster',
    run: async ({ connection }) => serverResult(await connection.info()),
  })
}

function serverResult(info: ReadonlyMap<string, string>): CheckResult {
  const kind = kindOf(info)
  const version = info.get('valkey_version') ?? info.get('redis_version') ?? 'of unknown version'
  const mode = info.get('redis_mode') ?? info.get('server_mode') ?? 'standalone'
  const value = `${kind} ${version}, ${mode}`
  const facts = { kind, version, mode }
  if (mode === 'cluster' || mode === 'sentinel') {
    const advice =
      mode === 'cluster'
        ? 'use an instance without cluster mode: the clients connect to one node and do not follow its redirections (MOVED, ASK) to others'
        : 'this is a sentinel, which stores no data: put the address of the primary into the URL'
    return { status: 'fail', value, advice, facts }
  }
  if (info.get('loading') === '1') {
    const percent = info.get('loading_loaded_perc') ?? '?'
    const seconds = info.get('loading_eta_seconds') ?? '?'
    const advice = `it is still loading its data (${percent} %): wait about ${seconds} s and run the doctor again`
    return { status: 'fail', failure: 'unreachable', value: `${value}, loading`, advice, facts }
  }
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [minMajor, minMinor] = MIN_VERSION
  if (major < minMajor || (major === minMajor && minor < minMinor)) {
    const advice = `upgrade it to Redis ${MIN_VERSION.join('.')} or later, or to Valkey: older versions are not tested`
    return { status: 'warn', value, advice, facts }
  }
  return { status: 'ok', value, facts }
}

function kindOf(info: ReadonlyMap<string, string>): string {
  if (info.get('server_name') === 'valkey' || info.has('valkey_version')) return 'Valkey'
  if (info.has('dragonfly_version')) return 'Dragonfly'
  return 'Redis'
}

export function checkRole(target: RedisUnderTest): DoctorCheck {
  return redisCheck(target, {
    id: 'role',
    manualAdvice: 'check that the URL names the primary: a replica accepts no writes',
    run: async ({ connection }) => {
      const info = await connection.info()
      const role = info.get('role') ?? 'unknown'
      const replicas = numberOf(info, 'connected_slaves') ?? 0
      if (role !== 'slave') {
        return { status: 'ok', value: `primary with ${replicas} replicas`, facts: { role: 'primary', replicas } }
      }
      const primary = `${info.get('master_host')}:${info.get('master_port')}`
      return {
        status: 'fail',
        value: `replica of ${primary}: it accepts no writes`,
        advice: `put the address of the primary into the URL (the replica knows it as ${primary})`,
        facts: { role: 'replica', primary },
      }
    },
  })
}

export function checkClients(target: RedisUnderTest): DoctorCheck {
  return redisCheck(target, {
    id: 'clients',
    manualAdvice: 'check the number of connections and its limit in the console of the provider',
    run: async ({ connection }) => {
      const info = await connection.info()
      const connected = numberOf(info, 'connected_clients') ?? 0
      const limit = numberOf(info, 'maxclients') ?? (await readLimit(target))
      const rejected = numberOf(info, 'rejected_connections') ?? 0
      const rejectedText = rejected === 0 ? '' : `, ${rejected} rejected since the server started`
      const value = `${connected} of ${limit} connections${rejectedText}`
      const facts = { connected, limit, rejected }
      const advice = 'raise maxclients or the plan, run fewer processes, or find connection leaks with CLIENT LIST'
      // A process has one connection for cache and sessions, and for jobs 3 and one per queue.
      if (limit - connected < 10) {
        const tooFew = `one process needs up to 10 connections: ${advice}`
        return { status: 'fail', value, advice: tooFew, facts }
      }
      return connected > limit * 0.8 || rejected > 0
        ? { status: 'warn', value, advice, facts }
        : { status: 'ok', value, facts }
    },
  })
}

/** Older servers report the limit by CONFIG only. */
async function readLimit({ connection }: RedisUnderTest): Promise<number> {
  return Number(await configValue(connection, 'maxclients'))
}
