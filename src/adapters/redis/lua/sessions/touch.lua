-- Prolongs a session. KEYS: the session under each pepper. ARGV: prefix, a new idle timeout or empty.

--- @include "records"

local state, record = find(#KEYS)
if state ~= 'ok' then return reply(state, record) end
local idle = tonumber(ARGV[2]) or record.idle
local ends = math.min(now + idle, record.absolute)
-- A new timeout is always written: the next touch uses it.
if idle == record.idle and math.abs(ends - record.ends) <= idle * TOUCH_THRESHOLD then return reply('ok', record) end
record.idle, record.ends, record.written = idle, ends, written
put(record, ACTIVITY, text(now))
-- The first write: Redis allows PEXPIREAT without free memory, so a full store can still prolong sessions.
redis.call('PEXPIREAT', record.key, text(ends))
save(record)
return reply('ok', record)
