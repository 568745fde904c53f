import { BlockList, isIP, isIPv6 } from 'node:net'
import { domainToASCII } from 'node:url'

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/
const BRACKETED = /^\[(.*)\]$/

/**
 * The host of a URL in normal form, or `undefined` if it is not a host: percent escapes decoded, lower case, international
 * names in ASCII, IPv4 with four decimal numbers (resolvers read `127.1` and `2130706433` as `127.0.0.1`), IPv6 without
 * brackets. A trailing dot stays: with it, resolvers do not search.
 */
export function readRedisHost(text: string): string | undefined {
  const decoded = decode(text)
  if (decoded === undefined) return undefined
  const literal = BRACKETED.exec(decoded)?.[1]
  if (literal !== undefined) return isIPv6(literal) ? literal.toLowerCase() : undefined
  const host = domainToASCII(decoded)
  return isIP(host) === 4 || isName(host) ? host : undefined
}

/** Removes the trailing dot of a fully qualified name. Certificates and rules have none. */
export function withoutTrailingDot(host: string): string {
  return host.endsWith('.') ? host.slice(0, -1) : host
}

function isName(host: string): boolean {
  const name = withoutTrailingDot(host)
  return name.length <= 253 && name.split('.').every((label) => LABEL.test(label))
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    // A stray %: the caller reports it without repeating the text.
    return undefined
  }
}

const RANGES: readonly (readonly [string, BlockList])[] = [
  ['a loopback address', range(['127.0.0.0', 8], ['::1', 128])],
  ['a private address (RFC 1918)', range(['10.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16])],
  ['a unique local address (RFC 4193)', range(['fc00::', 7])],
  ['a link-local address', range(['169.254.0.0', 16], ['fe80::', 10])],
]

/**
 * The reason why `host` cannot be on the public internet, or `undefined` if it may be. Checks the form of the host only,
 * without a resolver. IPv4 mapped into IPv6 counts as IPv4.
 *
 * @param host in the normal form of {@link readRedisHost}
 */
export function privateHostReason(host: string): string | undefined {
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

const RENDER_INTERNAL = /^red-[a-z0-9-]+$/
const RENDER_DOMAIN = /^([a-z0-9_-]+\.)*([a-z0-9_-]+-(keyvalue|redis)|red-[a-z0-9-]+(\.[a-z0-9_-]+)*)\.render\.com$/

/**
 * Whether `host` is a Key Value instance of Render, whose certificates no known authority has signed:
 * `oregon-keyvalue.render.com`, `frankfurt-redis.render.com`, and `red-...` as the whole name or under `render.com`. Only
 * names that Render assigns: not `red-x.example.net` or `a-redis.render.com.example.net`.
 */
export function isRenderHost(host: string): boolean {
  const name = withoutTrailingDot(host)
  return RENDER_INTERNAL.test(name) || RENDER_DOMAIN.test(name)
}
