import type { RedisSettings } from './redis-settings.js'
import { type TlsOptions, tlsOptions } from './tls-options.js'

/** The part of node-redis' `createClient` options that the settings decide; the connection adds its strategies. */
export interface NodeRedisOptions {
  readonly socket: {
    readonly host: string
    readonly port: number
    readonly connectTimeout: number
  } & (({ readonly tls: true } & TlsOptions) | { readonly tls: false })
  readonly username?: string
  readonly password?: string
  readonly database: number
}

/** @param judged see {@link tlsOptions} */
export function toNodeRedis(settings: RedisSettings, judged?: string): NodeRedisOptions {
  const { host, port, username, password, database, tls, connectTimeoutMs: connectTimeout } = settings
  const address = { host, port, connectTimeout }
  return {
    socket: tls.enabled ? { ...address, tls: true, ...tlsOptions(tls, judged) } : { ...address, tls: false },
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    database,
  }
}
