import { MAX_REMOVED_BYTES, MAX_REMOVED_FIELDS, MAX_SESSION_BYTES } from '../../../domain/sessions/index.js'

/**
 * The functions that every session script includes. `ARGV[1]` is the prefix of every key.
 *
 * A record is a hash. Its own fields have plain names. A data field has the JSON text of its name as key (it starts with
 * `"`), and `@` plus that key holds the version of its last change.
 *
 * A script that stores something new must write to a record first: Redis checks for free memory only before the first
 * write of a script.
 */
export const SESSION_FUNCTIONS = `
local prefix = ARGV[1]
local time = redis.call('TIME')
-- Microseconds give the order of writes within one millisecond.
local written = time[1] * 1000000 + time[2]
local now = math.floor(written / 1000)
local ACTIVITY = '"lastActivity"'
local NUMBERS = { 'version', 'floor', 'idle', 'created', 'ends', 'absolute', 'written' }

local function text(number) return string.format('%.0f', number) end
local function is_data(field) return string.byte(field) == 34 end
local function member_of(key) return string.sub(key, #prefix + 9) end
local function key_of(member) return prefix .. 'session:' .. member end

-- Returns 'ok' and the record, 'none', or 'damaged'. An expired record is 'none': Redis deletes it a moment later.
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

-- Finds the live session under KEYS[first..last]: one key for each pepper.
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

-- Size of the JSON text of the data in bytes.
local function size(fields)
  local bytes = 1
  for field, value in pairs(fields) do
    if is_data(field) then bytes = bytes + #field + #value + 2 end
  end
  return bytes
end

local function is_too_large(bytes) return bytes > ${MAX_SESSION_BYTES} end

-- Returns the key of the index. Deletes it if it is not a sorted set: each session re-enters it with its next write.
local function checked(index)
  local kind = redis.call('TYPE', index).ok
  if kind == 'none' or kind == 'zset' then return index end
  redis.log(redis.LOG_WARNING, 'the session index ' .. index .. ' was a ' .. kind .. ' and was deleted; it is rebuilt')
  redis.call('DEL', index)
  return index
end

-- Removes at most 100 expired entries, so that no write takes long. The index expires with its last session.
local function prune(index)
  local expired = redis.call('ZRANGEBYSCORE', index, '-inf', text(now), 'LIMIT', 0, 100)
  if #expired > 0 then redis.call('ZREM', index, unpack(expired)) end
  local last = redis.call('ZRANGE', index, -1, -1, 'WITHSCORES')
  if last[2] then redis.call('PEXPIREAT', index, text(tonumber(last[2]))) end
end

local function indexes(record) return { checked(prefix .. 'all'), checked(prefix .. 'user:' .. record.user) } end

local function add_to_indexes(record)
  for _, index in ipairs(indexes(record)) do
    redis.call('ZADD', index, text(record.ends), member_of(record.key))
    prune(index)
  end
end

local function remove_from_indexes(record)
  for _, index in ipairs(indexes(record)) do
    redis.call('ZREM', index, member_of(record.key))
    prune(index)
  end
end

local function remove(record)
  redis.call('DEL', record.key)
  remove_from_indexes(record)
end

-- The live sessions of a user, and the damaged records among them.
local function of_user(user)
  local found, damaged = {}, {}
  local members = redis.call('ZRANGEBYSCORE', checked(prefix .. 'user:' .. user), '(' .. text(now), '+inf')
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

-- Stores the record. One field a call: Lua cannot pass a thousand arguments at once.
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
  add_to_indexes(record)
  record.flat = redis.call('HGETALL', record.key)
end
`

/** For scripts that change data: {@link SESSION_FUNCTIONS} and the rules of field versions. */
export const CHANGE_FUNCTIONS = `${SESSION_FUNCTIONS}
-- The index of the first of these fields that was changed after version since, and the version of that change.
local function conflict(record, names, since)
  for i, name in ipairs(names) do
    local at = tonumber(record.fields['@' .. name]) or record.floor
    if at > since then return i, at end
  end
end

-- The names of the fields to change. ARGV from \`at\` on: a count, that many names and values, names to remove.
local function changed_names(at)
  local names, last = {}, at + 2 * tonumber(ARGV[at])
  for i = at + 1, last, 2 do names[#names + 1] = ARGV[i] end
  for i = last + 1, #ARGV do names[#names + 1] = ARGV[i] end
  return names
end

-- Limits the stored versions of removed fields, by their number and the bytes of their names. The highest version that
-- is dropped becomes the floor: the version of every field without one.
local function limit_removed(record)
  local removed = {}
  for field, at in pairs(record.fields) do
    if string.byte(field) == 64 and not record.fields[string.sub(field, 2)] then
      removed[#removed + 1] = { field = field, at = tonumber(at) or record.version }
    end
  end
  table.sort(removed, function(a, b) return a.at > b.at end)
  local bytes, surplus = 0
  for i, entry in ipairs(removed) do
    bytes = bytes + #entry.field - 1
    if i > ${MAX_REMOVED_FIELDS} or bytes > ${MAX_REMOVED_BYTES} then
      surplus = entry.at
      break
    end
  end
  if not surplus then return end
  record.floor = math.max(record.floor, surplus)
  for _, entry in ipairs(removed) do
    if entry.at <= surplus then drop(record, entry.field) end
  end
end

-- Changes the record in memory; save() stores it.
local function change(record, at)
  record.version = record.version + 1
  record.ends = math.min(now + record.idle, record.absolute)
  record.written = written
  local last = at + 2 * tonumber(ARGV[at])
  for i = at + 1, last, 2 do put(record, ARGV[i], ARGV[i + 1]) end
  for i = last + 1, #ARGV do drop(record, ARGV[i]) end
  for _, name in ipairs(changed_names(at)) do put(record, '@' .. name, text(record.version)) end
  limit_removed(record)
  put(record, ACTIVITY, text(now))
end
`
