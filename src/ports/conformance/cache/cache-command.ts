import type { CacheIncrement, CacheWrite, LeaseRequest, ReadOptions } from '../../cache/index.js'
import { plainValue } from './cache-outcome.js'

/** One call of a cache, or time that passes, as data: it can be shown, repeated, and run on anything. */
export type CacheCommand =
  | { readonly verb: 'set'; readonly namespace: string; readonly writes: readonly CacheWrite[] }
  | { readonly verb: 'read'; readonly namespace: string; readonly keys: readonly string[]; readonly as: ReadOptions }
  | { readonly verb: 'delete'; readonly namespace: string; readonly keys: readonly string[] }
  /** `callers`: how many call at the same time. */
  | { readonly verb: 'increment'; readonly namespace: string; readonly move: CacheIncrement; readonly callers: number }
  | { readonly verb: 'clear'; readonly namespace: string }
  | { readonly verb: 'invalidate'; readonly namespace: string; readonly tags: readonly string[] }
  | { readonly verb: 'acquire'; readonly namespace: string; readonly request: LeaseRequest; readonly callers: number }
  /** `lease` counts back from the one given out last, round and round, whether it is still held or not. */
  | { readonly verb: 'commit'; readonly lease: number; readonly write: Omit<CacheWrite, 'key'> }
  | { readonly verb: 'release'; readonly lease: number }
  | { readonly verb: 'elapse'; readonly ms: number }

/** Leases that are remembered, so that commits of dead ones are tried too. */
export const REMEMBERED_LEASES = 6

/** How entries are read. Without options adapters may take another way, which is the usual one. */
export const READINGS: readonly ReadOptions[] = [{}, { remaining: true }, { stale: true, remaining: true }]

/** How a command reads in a counterexample. */
export function showCommand({ verb, ...rest }: CacheCommand): string {
  const text = JSON.stringify(rest, (_, part: unknown) =>
    part === undefined || typeof part === 'bigint' ? `<${typeof part}>` : plainValue(part),
  )
  return `${verb}${text}`
}
