import type { Fault, FaultProxy } from '../fault-proxy.js'
import type { RedisServer } from '../redis-server.js'

/** A server with a proxy in front of it. */
export interface FaultyRedis {
  readonly server: RedisServer
  readonly proxy: FaultProxy
}

/** A fault that a service must survive. */
export interface FaultRow {
  readonly fault: string
  readonly begin: (redis: FaultyRedis) => Promise<void> | void
  readonly end: (redis: FaultyRedis) => Promise<void> | void
  /** An error code that must occur. */
  readonly code: 'STORE_UNAVAILABLE' | 'STORE_FULL'
}

function viaProxy(name: string, fault: Fault, code: FaultRow['code'] = 'STORE_UNAVAILABLE'): FaultRow {
  return { fault: name, begin: ({ proxy }) => proxy.fault(fault), end: ({ proxy }) => proxy.clear(), code }
}

export const FAULT_ROWS: readonly FaultRow[] = [
  viaProxy('refuse', { kind: 'refuse' }),
  viaProxy('black hole', { kind: 'black-hole' }),
  viaProxy('latency 0.5 s', { kind: 'latency', ms: 500 }),
  viaProxy('latency 5 s', { kind: 'latency', ms: 5000 }),
  viaProxy('reset mid-reply', { kind: 'reset-mid-reply' }),
  viaProxy('half-close', { kind: 'half-close' }),
  viaProxy('stall mid-reply', { kind: 'stall-mid-reply' }),
  viaProxy('LOADING', { kind: 'answer', error: 'LOADING Redis is loading the dataset in memory' }),
  viaProxy('OOM', { kind: 'answer', error: "OOM command not allowed when used memory > 'maxmemory'." }, 'STORE_FULL'),
  viaProxy('READONLY', { kind: 'answer', error: "READONLY You can't write against a read only replica." }),
  {
    fault: 'freeze',
    begin: ({ server }) => server.freeze(),
    end: ({ server }) => server.thaw(),
    code: 'STORE_UNAVAILABLE',
  },
  {
    fault: 'kill -9, restart with AOF',
    begin: ({ server }) => server.kill(),
    end: ({ server }) => server.restart(),
    code: 'STORE_UNAVAILABLE',
  },
]
