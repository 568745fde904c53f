import { createRequire } from 'node:module'
import type { z } from 'zod'

/** The schema builder, as schemas receive it. */
export type Zod = typeof z

let loaded: Zod | undefined

/**
 * Zod, loaded at the first use: it keeps state in the global scope, and importing this package must leave that alone.
 * By `require`, since `readConfig` is synchronous.
 */
export function zod(): Zod {
  loaded ??= (createRequire(import.meta.url)('zod') as { readonly z: Zod }).z
  return loaded
}
