import { TOUCH_THRESHOLD } from '../../../domain/sessions/index.js'
import { RedisScript } from '../scripts/redis-script.js'
import { CHANGE_FUNCTIONS, SESSION_FUNCTIONS } from './session-functions.js'

/**
 * KEYS: the new session under each pepper, the newest first; then the session that it replaces, if any, in the same way.
 * ARGV: prefix, number of peppers, user, handle, idle timeout, absolute lifetime, limit of sessions per user or empty,
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

/** KEYS: the session under each pepper. */
export const READ_SCRIPT = new RedisScript(`${SESSION_FUNCTIONS}
return reply(find(#KEYS))
`)

/**
 * KEYS: the session under each pepper. ARGV: prefix, the version that the caller read or empty, number of fields to set,
 * their names and values, names of fields to remove.
 */
export const UPDATE_SCRIPT = new RedisScript(`${CHANGE_FUNCTIONS}
local state, record = find(#KEYS)
if state ~= 'ok' then return reply(state, record) end
local since = tonumber(ARGV[2])
if since then
  local number, at = conflict(record, changed_names(3), since)
  if number then return { 'conflict', text(number), text(at) } end
end
change(record, 3)
local bytes = size(record.fields)
if is_too_large(bytes) then return { 'large', text(bytes) } end
save(record)
return reply('ok', record)
`)

/** KEYS: the session under each pepper. ARGV: prefix, a new idle timeout or empty. */
export const TOUCH_SCRIPT = new RedisScript(`${SESSION_FUNCTIONS}
local state, record = find(#KEYS)
if state ~= 'ok' then return reply(state, record) end
local idle = tonumber(ARGV[2]) or record.idle
local ends = math.min(now + idle, record.absolute)
-- A new timeout is always written: the next touch uses it.
if idle == record.idle and math.abs(ends - record.ends) <= idle * ${TOUCH_THRESHOLD} then return reply('ok', record) end
record.idle, record.ends, record.written = idle, ends, written
put(record, ACTIVITY, text(now))
-- The first write: Redis allows PEXPIREAT without free memory, so a full store can still prolong sessions.
redis.call('PEXPIREAT', record.key, text(ends))
save(record)
return reply('ok', record)
`)

/**
 * KEYS: the session under each pepper, then the key of its new id. ARGV: prefix; with changes also the number of fields to
 * set, their names and values, names of fields to remove.
 */
export const ROTATE_SCRIPT = new RedisScript(`${CHANGE_FUNCTIONS}
local state, record = find(#KEYS - 1)
if state ~= 'ok' then return reply(state, record) end
if ARGV[2] then
  change(record, 2)
  local bytes = size(record.fields)
  if is_too_large(bytes) then return { 'large', text(bytes) } end
end
local former = { key = record.key, user = record.user }
record.key = KEYS[#KEYS]
-- The first write: Redis allows RENAME without free memory.
redis.call('RENAME', former.key, record.key)
remove_from_indexes(former)
save(record)
return reply('ok', record)
`)

/** KEYS: the session under each pepper. ARGV: prefix. */
export const DELETE_SCRIPT = new RedisScript(`${SESSION_FUNCTIONS}
local state, record = find(#KEYS)
if state == 'ok' then remove(record) end
return reply(state, record)
`)

/** KEYS: the index of the user. ARGV: prefix, user. */
export const LIST_SCRIPT = new RedisScript(`${SESSION_FUNCTIONS}
local replies = {}
local found, damaged = of_user(ARGV[2])
for _, record in ipairs(found) do replies[#replies + 1] = reply('ok', record) end
for _, record in ipairs(damaged) do replies[#replies + 1] = reply('damaged', record) end
return replies
`)

/**
 * KEYS: the index of the user. ARGV: prefix, user, `=` and the handle of the one session to end or empty, the hashes of
 * the session to keep (one for each pepper).
 */
export const REVOKE_SCRIPT = new RedisScript(`${SESSION_FUNCTIONS}
local kept, replies = {}, {}
for i = 4, #ARGV do kept[ARGV[i]] = true end
local found, damaged = of_user(ARGV[2])
for _, record in ipairs(found) do
  local chosen = ARGV[3] == '' or ARGV[3] == '=' .. record.fields.handle
  if chosen and not kept[member_of(record.key)] then
    remove(record)
    replies[#replies + 1] = reply('ok', record)
  end
end
for _, record in ipairs(damaged) do replies[#replies + 1] = reply('damaged', record) end
return replies
`)

/** Counts the live sessions. KEYS: the index of all. ARGV: prefix. */
export const COUNT_SCRIPT = new RedisScript(`${SESSION_FUNCTIONS}
return redis.call('ZCOUNT', checked(KEYS[1]), '(' .. text(now), '+inf')
`)

/**
 * Removes a damaged record, unless another record has replaced it. KEYS: the record. ARGV: prefix; handle and version of
 * the record if its damage shows only in the JSON of its data.
 */
export const DISCARD_SCRIPT = new RedisScript(`${SESSION_FUNCTIONS}
local state, record = load(KEYS[1])
if state == 'ok' and (record.fields.handle ~= ARGV[2] or record.fields.version ~= ARGV[3]) then return 0 end
if state == 'ok' then
  remove(record)
elseif state == 'damaged' then
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', checked(prefix .. 'all'), member_of(KEYS[1]))
end
return 1
`)
