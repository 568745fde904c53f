import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { connect, isIP } from 'node:net'
import { formatMs, messageOf } from '../../../domain/platform/index.js'
import type { CheckResult, DoctorCheck } from '../../../ports/index.js'
import type { RedisSettings } from '../settings/index.js'
import { privateHostReason } from '../settings/redis-host.js'

/** The decisions that follow from the configuration. */
export function checkConfig({ maskedUrl, tls, notices, host, password }: RedisSettings): DoctorCheck {
  return {
    id: 'config',
    deadlineMs: 1000,
    run: async () => {
      const value = `${maskedUrl}; ${tls.why}`
      const facts = { url: maskedUrl, tls: tls.enabled, why: tls.why }
      const warnings = notices.filter(({ level }) => level === 'warn').map(({ message }) => message)
      if (password === undefined && privateHostReason(host) === undefined) {
        warnings.push('the host may be public and has no password: set one on the server and put it into the URL')
      }
      if (warnings.length === 0) return { status: 'ok', value, facts }
      return { status: 'warn', value, advice: warnings.join('; '), facts }
    },
  }
}

const DNS_MS = 4000
const FIREWALL =
  'the network drops the connection: open the port in the firewall or security group, add the address of this machine to the allow list of the server, or correct host and port in the URL'

export function checkDns({ host }: RedisSettings): DoctorCheck {
  return {
    id: 'dns',
    deadlineMs: DNS_MS,
    onDeadline: {
      failure: 'unreachable',
      value: `${host} was not resolved within ${DNS_MS} ms`,
      advice: 'the resolver of this machine does not answer: check the network and /etc/resolv.conf',
    },
    run: async () => {
      if (isIP(host) !== 0) return { status: 'skip', value: `${host} is an IP address` }
      try {
        const addresses = (await lookup(host, { all: true })).map(({ address }) => address)
        return { status: 'ok', value: `${host} is ${addresses.join(', ')}`, facts: { addresses } }
      } catch (error) {
        return resolveFailure(host, error)
      }
    },
  }
}

function resolveFailure(host: string, error: unknown): CheckResult {
  const code = codeOf(error)
  const correction = host.includes('.')
    ? 'check the spelling of the host in the URL, and that the instance still exists'
    : 'a name without a dot exists in one private network only: run the doctor there (same region, same network), or use the external URL'
  const advice =
    code === 'ENOTFOUND' ? correction : `the resolver of this machine failed; if this persists, ${correction}`
  return { status: 'fail', failure: 'unreachable', value: `${host} cannot be resolved (${code})`, advice }
}

export function checkTcp({ host, port, connectTimeoutMs }: RedisSettings): DoctorCheck {
  return {
    id: 'tcp',
    needs: ['dns'],
    deadlineMs: connectTimeoutMs,
    onDeadline: {
      failure: 'unreachable',
      value: `${host} port ${port} does not answer within ${formatMs(connectTimeoutMs)}`,
      advice: FIREWALL,
    },
    run: async ({ signal }) => {
      const startedAt = performance.now()
      const socket = connect({ host, port })
      // Later errors, such as a reset, have no meaning.
      socket.on('error', () => undefined)
      try {
        await once(socket, 'connect', { signal })
        const ms = Math.round((performance.now() - startedAt) * 10) / 10
        const address = socket.remoteAddress ?? host
        return { status: 'ok', value: `connected to ${address} port ${port} in ${ms} ms`, facts: { address, port, ms } }
      } catch (error) {
        return connectFailure(host, port, error)
      } finally {
        socket.destroy()
      }
    },
  }
}

function connectFailure(host: string, port: number, error: unknown): CheckResult {
  const code = codeOf(error)
  const start =
    privateHostReason(host) === 'this machine' || host.startsWith('127.')
      ? 'start Redis'
      : 'check that Redis runs there'
  const advice =
    code === 'ECONNREFUSED'
      ? `no server listens there: ${start}, or correct host and port in the URL (a container must publish the port)`
      : FIREWALL
  return { status: 'fail', failure: 'unreachable', value: `${host} port ${port}: ${code}`, advice }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? messageOf(error)
}
