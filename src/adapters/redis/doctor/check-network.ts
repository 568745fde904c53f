import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { connect, isIP } from 'node:net'
import { messageOf } from '../../../domain/platform/index.js'
import type { CheckResult, DoctorCheck } from '../../../ports/index.js'
import type { RedisSettings } from '../settings/index.js'
import { privateHostReason } from '../settings/redis-host.js'

const DNS_MS = 4000
const TCP_MS = 3000
const FIREWALL =
  'something in between drops it: open the port in the firewall or security group, put the address of this machine on the allow list of the server, or correct host and port in the URL'

export function checkDns({ host }: RedisSettings): DoctorCheck {
  return {
    id: 'dns',
    deadlineMs: DNS_MS,
    onDeadline: {
      failure: 'unreachable',
      value: `no answer about ${host} within ${DNS_MS} ms`,
      advice: 'the resolver of this machine does not answer: check its network and /etc/resolv.conf',
    },
    run: async () => {
      if (isIP(host) !== 0) return { status: 'skip', value: `${host} is an address: there is nothing to resolve` }
      try {
        const addresses = (await lookup(host, { all: true })).map(({ address }) => address)
        return { status: 'ok', value: `${host} is ${addresses.join(', ')}`, facts: { addresses } }
      } catch (error) {
        return unresolved(host, error)
      }
    },
  }
}

function unresolved(host: string, error: unknown): CheckResult {
  const code = codeOf(error)
  const internal = host.includes('.')
    ? 'check the spelling of the host in the URL, and that the instance still exists'
    : 'a name without a dot is known inside one private network only: run this there (same region, same network), or use the external URL'
  const advice =
    code === 'ENOTFOUND' ? internal : `the resolver of this machine could not tell; if it persists, ${internal}`
  return { status: 'fail', failure: 'unreachable', value: `${host} cannot be resolved (${code})`, advice }
}

export function checkTcp({ host, port }: RedisSettings): DoctorCheck {
  return {
    id: 'tcp',
    needs: ['dns'],
    deadlineMs: TCP_MS,
    onDeadline: {
      failure: 'unreachable',
      value: `${host} port ${port} does not answer within ${TCP_MS} ms`,
      advice: FIREWALL,
    },
    run: async ({ signal }) => {
      const began = performance.now()
      const socket = connect({ host, port })
      // What comes after the answer, such as a reset, concerns nobody.
      socket.on('error', () => undefined)
      try {
        await once(socket, 'connect', { signal })
        const ms = Math.round((performance.now() - began) * 10) / 10
        const address = socket.remoteAddress ?? host
        return { status: 'ok', value: `connected to ${address} port ${port} in ${ms} ms`, facts: { address, port, ms } }
      } catch (error) {
        return unconnected(host, port, error)
      } finally {
        socket.destroy()
      }
    },
  }
}

function unconnected(host: string, port: number, error: unknown): CheckResult {
  const code = codeOf(error)
  const start =
    privateHostReason(host) === 'this machine' || host.startsWith('127.')
      ? 'start Redis'
      : 'check that Redis runs there'
  const advice =
    code === 'ECONNREFUSED'
      ? `nothing listens there: ${start}, or correct host and port in the URL (a container has to publish the port)`
      : FIREWALL
  return { status: 'fail', failure: 'unreachable', value: `${host} port ${port}: ${code}`, advice }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? messageOf(error)
}
