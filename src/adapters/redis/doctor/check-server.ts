import type { CheckResult, DoctorCheck } from '../../../ports/index.js'
import { checked, numberOf, type Patient } from './checked.js'

const OLDEST_TESTED = [6, 2] as const

export function checkServer(patient: Patient): DoctorCheck {
  return checked(patient, {
    id: 'server',
    byHand: 'make sure that it is Redis 6.2 or later, or Valkey, and no cluster',
    run: async ({ connection }) => judge(await connection.info()),
  })
}

function judge(info: ReadonlyMap<string, string>): CheckResult {
  const kind = kindOf(info)
  const version = info.get('valkey_version') ?? info.get('redis_version') ?? 'of unknown version'
  const mode = info.get('redis_mode') ?? info.get('server_mode') ?? 'standalone'
  const value = `${kind} ${version}, ${mode}`
  const facts = { kind, version, mode }
  if (mode === 'cluster' || mode === 'sentinel') {
    const advice =
      mode === 'cluster'
        ? 'use an instance without cluster mode: jobs and sessions change several keys in one step, which a cluster refuses'
        : 'this is a sentinel, which keeps no data: put the address of the primary into the URL'
    return { status: 'fail', value, advice, facts }
  }
  if (info.get('loading') === '1') {
    const percent = info.get('loading_loaded_perc') ?? '?'
    const seconds = info.get('loading_eta_seconds') ?? '?'
    const advice = `it still reads its data (${percent} %): wait about ${seconds} s and run this again`
    return { status: 'fail', failure: 'unreachable', value: `${value}, loading`, advice, facts }
  }
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor, oldestMinor] = OLDEST_TESTED
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    const advice = `upgrade it to Redis ${OLDEST_TESTED.join('.')} or later, or to Valkey: nothing older is tested`
    return { status: 'warn', value, advice, facts }
  }
  return { status: 'ok', value, facts }
}

function kindOf(info: ReadonlyMap<string, string>): string {
  if (info.get('server_name') === 'valkey' || info.has('valkey_version')) return 'Valkey'
  if (info.has('dragonfly_version')) return 'Dragonfly'
  return 'Redis'
}

export function checkRole(patient: Patient): DoctorCheck {
  return checked(patient, {
    id: 'role',
    byHand: 'make sure that the URL names the primary: a replica refuses writes',
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
        value: `replica of ${primary}: it refuses writes`,
        advice: `put the address of the primary into the URL (the replica knows it as ${primary})`,
        facts: { role: 'replica', primary },
      }
    },
  })
}

export function checkClients(patient: Patient): DoctorCheck {
  return checked(patient, {
    id: 'clients',
    byHand: 'look at the number of connections and its limit in the console of the provider',
    run: async ({ connection }) => {
      const info = await connection.info()
      const connected = numberOf(info, 'connected_clients') ?? 0
      const limit = numberOf(info, 'maxclients') ?? (await askLimit(patient))
      const rejected = numberOf(info, 'rejected_connections') ?? 0
      const turned = rejected === 0 ? '' : `, ${rejected} rejected since the start of the server`
      const value = `${connected} of ${limit} connections${turned}`
      const facts = { connected, limit, rejected }
      const advice =
        'raise maxclients or the plan, run fewer processes, or find what leaks connections with CLIENT LIST'
      // A process holds one connection for cache and sessions, and 3 + one for each queue for jobs.
      if (limit - connected < 10) {
        const scarce = `one process alone needs up to 10: ${advice}`
        return { status: 'fail', value, advice: scarce, facts }
      }
      return connected > limit * 0.8 || rejected > 0
        ? { status: 'warn', value, advice, facts }
        : { status: 'ok', value, facts }
    },
  })
}

/** Older servers tell the limit over CONFIG alone. */
async function askLimit({ connection }: Patient): Promise<number> {
  return Number(await configValue(connection, 'maxclients'))
}

/** @throws ReplyError where CONFIG is forbidden */
export async function configValue(connection: Patient['connection'], name: string): Promise<string> {
  const reply = await connection.send('CONFIG', 'GET', name)
  const value = Array.isArray(reply) ? reply[1] : Reflect.get(Object(reply), name)
  return typeof value === 'string' ? value : ''
}
