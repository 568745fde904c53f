import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface RedisServerOptions {
  /** Of the user `default`. */
  readonly password?: string
  /** ACL lines, such as `user app on >secret ~app:* +@all`; the leading `user` may be left out. */
  readonly users?: readonly string[]
  /** Paths or PEM text. With it the server speaks nothing but TLS. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly ca?: string }
  readonly appendOnly?: boolean
  /** As Redis writes it: `2mb`. */
  readonly maxMemory?: string
  readonly policy?: string
  /** Port of the primary on this machine. */
  readonly replicaOf?: number
  /** Left out: any free one. */
  readonly port?: number
  /** More options, as on the command line: `['--maxclients', '20']`. */
  readonly extra?: readonly string[]
}

/** The user of the fixture itself, so that it can always sign in. */
export interface ServerUser {
  readonly username: string
  readonly password: string
}

/** Writes `redis.conf` (and the certificates given as text) into `folder`; its path. */
export function writeRedisConfig(folder: string, port: number, options: RedisServerOptions, user: ServerUser): string {
  const { password, users = [], tls, appendOnly, maxMemory, policy, replicaOf } = options
  const lines = [
    'bind 127.0.0.1',
    `port ${tls ? 0 : port}`,
    'daemonize no',
    'supervised no',
    `dir ${quote(folder)}`,
    'save ""',
    `user ${user.username} on >${user.password} ~* &* +@all`,
    ...users.map((line) => line.replace(/^(user\s+)?/, 'user ')),
  ]
  if (password !== undefined) lines.push(`requirepass ${quote(password)}`)
  if (tls) {
    lines.push(`tls-port ${port}`, 'tls-auth-clients no')
    lines.push(`tls-cert-file ${quote(fileOf(folder, 'cert.pem', tls.cert))}`)
    lines.push(`tls-key-file ${quote(fileOf(folder, 'key.pem', tls.key))}`)
    if (tls.ca !== undefined) lines.push(`tls-ca-cert-file ${quote(fileOf(folder, 'ca.pem', tls.ca))}`)
  }
  // Not `everysec`: a slow disk may delay writes, and a killed server would lose confirmed ones.
  if (appendOnly) lines.push('appendonly yes', 'appendfsync always')
  if (maxMemory !== undefined) lines.push(`maxmemory ${maxMemory}`)
  if (policy !== undefined) lines.push(`maxmemory-policy ${policy}`)
  if (replicaOf !== undefined) lines.push(`replicaof 127.0.0.1 ${replicaOf}`)
  const file = join(folder, 'redis.conf')
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 })
  return file
}

/** Who a URL for this server signs in as: `default` if it has a password, else the first user that has one. */
export function urlCredentials({ password, users = [] }: RedisServerOptions): string {
  if (password !== undefined) return `:${encodeURIComponent(password)}@`
  for (const line of users) {
    const [name = '', ...rules] = line.replace(/^user\s+/, '').split(/\s+/)
    const secret = rules.find((rule) => rule.startsWith('>'))?.slice(1)
    if (secret !== undefined) return `${encodeURIComponent(name)}:${encodeURIComponent(secret)}@`
  }
  return ''
}

function fileOf(folder: string, name: string, pathOrPem: string): string {
  if (!pathOrPem.includes('-----BEGIN')) {
    if (!existsSync(pathOrPem)) throw new Error(`there is no file ${pathOrPem} for the TLS server`)
    return pathOrPem
  }
  const file = join(folder, name)
  writeFileSync(file, pathOrPem, { mode: 0o600 })
  return file
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
