import { RedisScript } from '../../scripts/redis-script.js'
import { SESSION_FUNCTIONS } from './session-functions.js'

/**
 * KEYS: the session under each pepper, the newest first. ARGV: prefix, user, handle, idle timeout, absolute lifetime,
 * how many sessions the user may have or nothing, names and values of the data.
 */
export const CREATE_SCRIPT = new RedisScript(`${SESSION_FUNCTIONS}
local user, handle, idle, lifetime, max = ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local record = { key = KEYS[1], user = user, fields = {}, set = {}, removed = {} }
for i = 7, #ARGV, 2 do put(record, ARGV[i], ARGV[i + 1]) end
if not record.fields[ACTIVITY] then put(record, ACTIVITY, text(now)) end
local bytes = size(record.fields)
if is_too_large(bytes) then return { 'large', text(bytes) } end

local state, found = find(#KEYS)
if state == 'ok' then return reply('exists', found) end
if state == 'damaged' then return reply(state, found) end
-- What is there is dead.
if redis.call('EXISTS', record.key) == 1 then redis.call('DEL', record.key) end

put(record, 'handle', handle)
put(record, 'user', user)
record.version, record.floor, record.written = 1, 1, written
record.idle, record.created, record.ends, record.absolute = idle, now, now + idle, now + lifetime
save(record)

if max and redis.call('ZCARD', prefix .. 'user:' .. user) > max then
  local others = {}
  for _, other in ipairs(of_user(user)) do
    if other.key ~= record.key then others[#others + 1] = other end
  end
  table.sort(others, function(a, b)
    local x, y = tonumber(a.fields[ACTIVITY]), tonumber(b.fields[ACTIVITY])
    if x ~= y then return x > y end
    return a.written > b.written
  end)
  for i = max, #others do remove(others[i]) end
end
return reply('ok', record)
`)
