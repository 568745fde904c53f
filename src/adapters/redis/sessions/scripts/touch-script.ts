import { TOUCH_THRESHOLD } from '../../../../domain/sessions/index.js'
import { RedisScript } from '../../scripts/redis-script.js'
import { SESSION_FUNCTIONS } from './session-functions.js'

/** KEYS: the session under each pepper. ARGV: prefix, a new idle timeout or nothing. */
export const TOUCH_SCRIPT = new RedisScript(`${SESSION_FUNCTIONS}
local state, record = find(#KEYS)
if state ~= 'ok' then return reply(state, record) end
local idle = tonumber(ARGV[2]) or record.idle
local ends = math.min(now + idle, record.absolute)
-- A new timeout is kept in any case: the next touch goes by it.
if idle == record.idle and math.abs(ends - record.ends) <= idle * ${TOUCH_THRESHOLD} then return reply('ok', record) end
record.idle, record.ends, record.written = idle, ends, written
put(record, ACTIVITY, text(now))
-- The first write, and one that Redis makes without free memory too: a full store signs nobody out.
redis.call('PEXPIREAT', record.key, text(ends))
save(record)
return reply('ok', record)
`)
