import { withoutTrailingDot } from './redis-host.js'

const INTERNAL = /^red-[a-z0-9-]+$/
const UNDER_RENDER = /^([a-z0-9_-]+\.)*([a-z0-9_-]+-(keyvalue|redis)|red-[a-z0-9-]+(\.[a-z0-9_-]+)*)\.render\.com$/

/**
 * Whether `host` is a Key Value instance of Render, whose certificates are not signed by a known authority:
 * `oregon-keyvalue.render.com`, `frankfurt-redis.render.com`, and `red-...` as a whole name or under `render.com`.
 * Only names that Render alone can give away: `red-x.example.net` and `a-redis.render.com.example.net` are not.
 */
export function isRenderHost(host: string): boolean {
  const name = withoutTrailingDot(host)
  return INTERNAL.test(name) || UNDER_RENDER.test(name)
}
