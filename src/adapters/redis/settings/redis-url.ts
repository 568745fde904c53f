import { readRedisHost } from './redis-host.js'

/** The fields of a Redis URL, decoded. */
export interface RedisUrl {
  /** Whether the scheme is `rediss`. */
  readonly secure: boolean
  readonly host: string
  readonly port: number
  readonly username?: string
  readonly password?: string
  readonly database: number
}

const SHAPE = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(.*)$/is
const HOST_AND_PORT = /^(\[[^\]]*\]|[^:[\]]*)(?::([^:]*))?$/
const DATABASE = /^\/?$|^\/(0|[1-9]\d{0,9})$/
const MAX_DATABASE = 2 ** 31 - 1

/** The fields of the URL `text`, or the expected content, one entry for each problem. Repeats nothing of `text`. */
export function readRedisUrl(text: string): { readonly url: RedisUrl } | { readonly expected: readonly string[] } {
  const expected: string[] = []
  const [, scheme = '', authority = '', path = '', rest = ''] = SHAPE.exec(text) ?? []
  const protocol = scheme.toLowerCase()
  if (protocol !== 'redis' && protocol !== 'rediss') {
    return { expected: ['a URL that starts with redis:// or rediss://, without quotes or a command around it'] }
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the search is for control characters
  if (/[\s\u0000-\u001f\u007f]/.test(text)) {
    return { expected: ['a URL without blanks and control characters (in a password write %20 for a blank)'] }
  }
  if (`${path}${rest}`.includes('@')) {
    return { expected: ['a password in which / is written %2F, ? is written %3F and # is written %23'] }
  }
  if (rest !== '') expected.push('a URL without a query or fragment (set TLS with REDIS_TLS)')

  const at = authority.lastIndexOf('@')
  const credentials = readCredentials(authority.slice(0, Math.max(at, 0)))
  if (typeof credentials === 'string') expected.push(credentials)

  const [, hostText, portText = '6379'] = HOST_AND_PORT.exec(authority.slice(at + 1)) ?? []
  const host = hostText === undefined || hostText === '' ? undefined : readRedisHost(hostText)
  if (host === undefined) {
    expected.push('one host after the // (and after the @): a name, an IPv4 address, or an IPv6 address in [brackets]')
  }
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : 0
  if (port < 1 || port > 65_535) expected.push('a port from 1 to 65535, or none for 6379')

  const database = DATABASE.test(path) ? Number(path.slice(1)) : Number.NaN
  if (!(database <= MAX_DATABASE)) expected.push('a database number after the host: /0, /1, ..., or nothing for 0')

  if (expected.length > 0 || host === undefined || typeof credentials === 'string') return { expected }
  return { url: { secure: protocol === 'rediss', host, port, ...credentials, database } }
}

/** The credentials, or the expected content. `default` without a password is the default user of Redis: no credentials. */
function readCredentials(text: string): Pick<RedisUrl, 'username' | 'password'> | string {
  const colon = text.indexOf(':')
  const encoded = colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)]
  try {
    const [username = '', password = ''] = encoded.map((text) => decodeURIComponent(text))
    if (password !== '') return username === '' ? { password } : { username, password }
    if (username === '' || username === 'default') return {}
  } catch {
    return 'a user and password in which every % starts an escape like %40 (write %25 for a %)'
  }
  return 'a password after the user: redis://:password@host or redis://user:password@host'
}
