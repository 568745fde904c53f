import { RedisScript } from '../../scripts/redis-script.js'
import { ENTRY_FUNCTIONS } from './entry-functions.js'

/** Ends a lease if it is still that of the token. KEYS lease. ARGV token. */
export const RELEASE_SCRIPT = new RedisScript(`${ENTRY_FUNCTIONS}
local raw = read(KEYS[1])
if raw and raw:match('^cg1l %S+ (%S+)') == ARGV[1] then redis.call('DEL', KEYS[1]) end
`)
