import { isIP, isIPv6 } from 'node:net'
import { domainToASCII } from 'node:url'

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/
const BRACKETED = /^\[(.*)\]$/

/**
 * The host of a URL in the one form that is connected to and judged, or `undefined` if it is none: percent escapes
 * decoded, lower case, international names in their ASCII form, IPv4 with four decimal numbers (`127.1` and
 * `2130706433` are `127.0.0.1` to every resolver), IPv6 without its brackets. A trailing dot stays: it keeps
 * resolvers from searching.
 */
export function readRedisHost(text: string): string | undefined {
  const decoded = decode(text)
  if (decoded === undefined) return undefined
  const literal = BRACKETED.exec(decoded)?.[1]
  if (literal !== undefined) return isIPv6(literal) ? literal.toLowerCase() : undefined
  const host = domainToASCII(decoded)
  return isIP(host) === 4 || isName(host) ? host : undefined
}

/** Without the trailing dot of a fully qualified name: what certificates and rules speak of. */
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
    // A stray % is no host; the caller says so without repeating the text.
    return undefined
  }
}
