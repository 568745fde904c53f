import { BlockList, isIP } from 'node:net'
import { withoutTrailingDot } from './redis-host.js'

const RANGES: readonly (readonly [string, BlockList])[] = [
  ['a loopback address', range(['127.0.0.0', 8], ['::1', 128])],
  ['a private address (RFC 1918)', range(['10.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16])],
  ['a unique local address (RFC 4193)', range(['fc00::', 7])],
  ['a link-local address', range(['169.254.0.0', 16], ['fe80::', 10])],
]

/**
 * Why `host` cannot be on the public internet, told from its form alone and without asking a resolver, or `undefined`
 * if it may be. IPv4 mapped into IPv6 counts as the IPv4 address it is.
 *
 * @param host as `readRedisHost` gives it
 */
export function privateByForm(host: string): string | undefined {
  const family = isIP(host)
  if (family !== 0) {
    const address = host.replace(/%.*$/, '')
    return RANGES.find(([, range]) => range.check(address, family === 4 ? 'ipv4' : 'ipv6'))?.[0]
  }
  const name = withoutTrailingDot(host)
  if (!name.includes('.')) return name === 'localhost' ? 'this machine' : 'a name without a dot'
  return name.endsWith('.internal') ? 'a name under .internal' : undefined
}

function range(...subnets: readonly (readonly [network: string, prefix: number])[]): BlockList {
  const list = new BlockList()
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix, isIP(network) === 4 ? 'ipv4' : 'ipv6')
  return list
}
