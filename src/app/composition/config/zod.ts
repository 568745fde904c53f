import { createRequire } from 'node:module'
import type { z } from 'zod'

/** The schema builder, as schemas receive it. */
export type Zod = typeof z

let loaded: Zod | undefined

/**
 * Loads Zod at the first use: Zod changes the global scope, which an import of this package must not do. `readConfig` is
 * synchronous, so this is a `require`.
 */
export function zod(): Zod {
  loaded ??= (createRequire(import.meta.url)('zod') as { readonly z: Zod }).z
  return loaded
}
