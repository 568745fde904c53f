import { createRequire } from 'node:module'
import type { z } from 'zod'
import { moduleUrl } from './module-place.js'

/** The schema builder, as schemas receive it. */
export type Zod = typeof z

let loaded: Zod | undefined

/**
 * Loads Zod at the first use: Zod changes the global scope, which an import of this package must not do. `readConfig` is
 * synchronous, so this is a `require`.
 */
export function zod(): Zod {
  loaded ??= load().z
  return loaded
}

function load(): { readonly z: Zod } {
  // Bundlers replace this call by the package. An ES module of Node has no `require`.
  if (typeof require === 'function') return require('zod') as { readonly z: Zod }
  return createRequire(moduleUrl(import.meta.url))('zod') as { readonly z: Zod }
}
