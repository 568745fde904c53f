-- Creates a session. Ends the session that it replaces, and the least recently used ones beyond the limit.
--
-- KEYS: the new session under each pepper, the newest first; then the session that it replaces, if any, in the same way.
-- ARGV: prefix, number of peppers, user, handle, idle timeout, absolute lifetime, limit of sessions per user or empty, names
-- and values of the data.

--- @include "records"

local own, user, handle = tonumber(ARGV[2]), ARGV[3], ARGV[4]
local idle, lifetime, max = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local record = { key = KEYS[1], user = user, fields = {}, set = {}, removed = {} }
for i = 8, #ARGV, 2 do put(record, ARGV[i], ARGV[i + 1]) end
if not record.fields[ACTIVITY] then put(record, ACTIVITY, text(now)) end
local bytes = size(record.fields)
if exceeds_limit(bytes) then return { 'large', text(bytes) } end

local state, found = find(own)
if state == 'ok' then return reply('exists', found) end
if state == 'damaged' then return reply(state, found) end
-- Before the new session is stored: it may have the same id.
local former_state, former = find(#KEYS, own + 1)
if former_state == 'damaged' then return reply(former_state, former) end
-- The record under this key has expired.
if redis.call('EXISTS', record.key) == 1 then redis.call('DEL', record.key) end

put(record, 'handle', handle)
put(record, 'user', user)
record.version, record.floor, record.written = 1, 1, written
record.idle, record.created, record.ends, record.absolute = idle, now, now + idle, now + lifetime
save(record)
-- After the first write: a full store must refuse the new session and keep the former one.
if former then remove(former) end

if max and redis.call('ZCARD', prefix .. 'user:' .. user) > max then
  local others = {}
  for _, other in ipairs(load_sessions_of(user)) do
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
