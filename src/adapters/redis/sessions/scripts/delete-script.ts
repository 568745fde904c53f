import { RedisScript } from '../../scripts/redis-script.js'
import { SESSION_FUNCTIONS } from './session-functions.js'

/** KEYS: the session under each pepper. ARGV: prefix. */
export const DELETE_SCRIPT = new RedisScript(`${SESSION_FUNCTIONS}
local state, record = find(#KEYS)
if state == 'ok' then remove(record) end
return reply(state, record)
`)
