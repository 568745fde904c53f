import { RedisScript } from '../scripts/redis-script.js'

/** The scripts of `../lua/cache`. Each file documents keys, arguments and reply. */
export const ACQUIRE_SCRIPT = new RedisScript('cache/acquire')
export const COMMIT_SCRIPT = new RedisScript('cache/commit')
export const DELETE_SCRIPT = new RedisScript('cache/delete')
export const INCREMENT_SCRIPT = new RedisScript('cache/increment')
export const READ_SCRIPT = new RedisScript('cache/read')
export const RELEASE_SCRIPT = new RedisScript('cache/release')
export const SET_SCRIPT = new RedisScript('cache/set')
export const SWEEP_SCRIPT = new RedisScript('cache/sweep')
