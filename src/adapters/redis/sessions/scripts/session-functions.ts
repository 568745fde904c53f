import { MAX_SESSION_BYTES } from '../../../../domain/sessions/index.js'

/**
 * What all scripts begin with. `ARGV[1]` is the prefix of every key. A record is a hash: its own fields, the data under
 * the JSON text of the field's name (so it begins with `"`), and under `@` before that name the version of its last
 * change. A script that stores anything new writes to a record first, as Redis refuses for want of memory only before
 * the first write of a script.
 */
export const SESSION_FUNCTIONS = `
local prefix = ARGV[1]
local time = redis.call('TIME')
-- Microseconds tell the order of what happens within one millisecond.
local written = time[1] * 1000000 + time[2]
local now = math.floor(written / 1000)
local ACTIVITY = '"lastActivity"'
local NUMBERS = { 'version', 'floor', 'idle', 'created', 'ends', 'absolute', 'written' }

local function text(number) return string.format('%.0f', number) end
local function is_data(field) return string.byte(field) == 34 end
local function member_of(key) return string.sub(key, #prefix + 9) end
local function key_of(member) return prefix .. 'session:' .. member end

-- 'ok' and the record, 'none' (dead ones included: Redis keeps them a moment longer), or 'damaged'.
local function load(key)
  local kind = redis.call('TYPE', key).ok
  if kind == 'none' then return 'none' end
  if kind ~= 'hash' then return 'damaged' end
  local flat = redis.call('HGETALL', key)
  local fields = {}
  for i = 1, #flat, 2 do fields[flat[i]] = flat[i + 1] end
  local record = { key = key, flat = flat, fields = fields, user = fields.user, set = {}, removed = {} }
  for _, name in ipairs(NUMBERS) do
    record[name] = string.match(fields[name] or '', '^%d+$') and tonumber(fields[name])
    if not record[name] then return 'damaged' end
  end
  if not (fields.handle and fields.user and tonumber(fields[ACTIVITY] or 'none')) then return 'damaged' end
  if now >= record.ends then return 'none' end
  return 'ok', record
end

-- The living session under one of the keys up to the last, one for each pepper.
local function find(last, first)
  local damaged
  for i = first or 1, last do
    local state, record = load(KEYS[i])
    if state == 'ok' then return state, record end
    if state == 'damaged' then damaged = damaged or { key = KEYS[i] } end
  end
  if damaged then return 'damaged', damaged end
  return 'none'
end

local function reply(state, record)
  if not record then return { state } end
  return { state, record.key, record.flat or {} }
end

-- Bytes of the JSON text of the data.
local function size(fields)
  local bytes = 1
  for field, value in pairs(fields) do
    if is_data(field) then bytes = bytes + #field + #value + 2 end
  end
  return bytes
end

local function is_too_large(bytes) return bytes > ${MAX_SESSION_BYTES} end

-- An index that is none any more must not stop anybody; each session comes back to it with its next write.
local function sound(index)
  local kind = redis.call('TYPE', index).ok
  if kind == 'none' or kind == 'zset' then return index end
  redis.log(redis.LOG_WARNING, 'the session index ' .. index .. ' was a ' .. kind .. ' and is begun anew')
  redis.call('DEL', index)
  return index
end

-- Of many dead entries some stay for the next write, so that none takes long. The index dies with its last session.
local function prune(index)
  local dead = redis.call('ZRANGEBYSCORE', index, '-inf', text(now), 'LIMIT', 0, 100)
  if #dead > 0 then redis.call('ZREM', index, unpack(dead)) end
  local last = redis.call('ZRANGE', index, -1, -1, 'WITHSCORES')
  if last[2] then redis.call('PEXPIREAT', index, text(tonumber(last[2]))) end
end

local function indexes(record) return { sound(prefix .. 'all'), sound(prefix .. 'user:' .. record.user) } end

local function enter(record)
  for _, index in ipairs(indexes(record)) do
    redis.call('ZADD', index, text(record.ends), member_of(record.key))
    prune(index)
  end
end

local function leave(record)
  for _, index in ipairs(indexes(record)) do
    redis.call('ZREM', index, member_of(record.key))
    prune(index)
  end
end

local function remove(record)
  redis.call('DEL', record.key)
  leave(record)
end

-- The living sessions of a user, and what is damaged among them.
local function of_user(user)
  local found, damaged = {}, {}
  local members = redis.call('ZRANGEBYSCORE', sound(prefix .. 'user:' .. user), '(' .. text(now), '+inf')
  for _, member in ipairs(members) do
    local state, record = load(key_of(member))
    if state == 'ok' and record.user == user then found[#found + 1] = record end
    if state == 'damaged' then damaged[#damaged + 1] = { key = key_of(member) } end
  end
  return found, damaged
end

local function put(record, field, value)
  record.fields[field] = value
  record.set[#record.set + 1] = field
end

local function drop(record, field)
  record.fields[field] = nil
  record.removed[#record.removed + 1] = field
end

-- Stores the record. One field a call: a thousand at once would be more than Lua can pass.
local function save(record)
  for _, field in ipairs(record.set) do
    if record.fields[field] then redis.call('HSET', record.key, field, record.fields[field]) end
  end
  for _, field in ipairs(record.removed) do
    if not record.fields[field] then redis.call('HDEL', record.key, field) end
  end
  local numbers = {}
  for i, name in ipairs(NUMBERS) do numbers[2 * i - 1], numbers[2 * i] = name, text(record[name]) end
  redis.call('HSET', record.key, unpack(numbers))
  redis.call('PEXPIREAT', record.key, text(record.ends))
  enter(record)
  record.flat = redis.call('HGETALL', record.key)
end
`
