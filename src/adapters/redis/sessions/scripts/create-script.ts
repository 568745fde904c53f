import { RedisScript } from '../../scripts/redis-script.js'
import { SESSION_FUNCTIONS } from './session-functions.js'

/**
 * KEYS: the session under each pepper, the newest first, then likewise the one that it replaces, if any. ARGV: prefix,
 * number of peppers, user, handle, idle timeout, absolute lifetime, how many sessions the user may have or nothing,
 * names and values of the data.
 */
export const CREATE_SCRIPT = new RedisScript(`${SESSION_FUNCTIONS}
local own, user, handle = tonumber(ARGV[2]), ARGV[3], ARGV[4]
local idle, lifetime, max = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local record = { key = KEYS[1], user = user, fields = {}, set = {}, removed = {} }
for i = 8, #ARGV, 2 do put(record, ARGV[i], ARGV[i + 1]) end
if not record.fields[ACTIVITY] then put(record, ACTIVITY, text(now)) end
local bytes = size(record.fields)
if is_too_large(bytes) then return { 'large', text(bytes) } end

local state, found = find(own)
if state == 'ok' then return reply('exists', found) end
if state == 'damaged' then return reply(state, found) end
-- Looked for before the new one is stored, which may have its id.
local former_state, former = find(#KEYS, own + 1)
if former_state == 'damaged' then return reply(former_state, former) end
-- What is there is dead.
if redis.call('EXISTS', record.key) == 1 then redis.call('DEL', record.key) end

put(record, 'handle', handle)
put(record, 'user', user)
record.version, record.floor, record.written = 1, 1, written
record.idle, record.created, record.ends, record.absolute = idle, now, now + idle, now + lifetime
save(record)
-- After the first write: a full store must refuse the new one and leave this one.
if former then remove(former) end

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
