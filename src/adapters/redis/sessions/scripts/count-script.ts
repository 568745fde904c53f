import { RedisScript } from '../../scripts/redis-script.js'
import { SESSION_FUNCTIONS } from './session-functions.js'

/** How many sessions are alive. KEYS: the index of all. ARGV: prefix. */
export const COUNT_SCRIPT = new RedisScript(`${SESSION_FUNCTIONS}
return redis.call('ZCOUNT', sound(KEYS[1]), '(' .. text(now), '+inf')
`)
