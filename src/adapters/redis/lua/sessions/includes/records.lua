-- The functions of every session script. ARGV[1] is the prefix of every key.
--
-- A record is a hash. Its own fields have plain names. A data field has the JSON text of its name as key (it starts with
-- `"`), and `@` plus that key holds the version of its last change.
--
-- A script that stores something new must write to a record first: Redis checks for free memory only before the first write
-- of a script.

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
local function load_record(key)
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

-- Returns the live session under KEYS[first..last]: one key for each pepper.
local function find(last, first)
  local damaged
  for i = first or 1, last do
    local state, record = load_record(KEYS[i])
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

-- Returns the size of the JSON text of the data in bytes.
local function size(fields)
  local bytes = 1
  for field, value in pairs(fields) do
    if is_data(field) then bytes = bytes + #field + #value + 2 end
  end
  return bytes
end

local function exceeds_limit(bytes) return bytes > MAX_SESSION_BYTES end

-- Returns the key of the index. Deletes it if it is not a sorted set: each session re-enters it with its next write.
local function repair_index(index)
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

local function indexes(record) return { repair_index(prefix .. 'all'), repair_index(prefix .. 'user:' .. record.user) } end

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

-- Returns the live sessions of a user, and the damaged records among them.
local function load_sessions_of(user)
  local found, damaged = {}, {}
  local members = redis.call('ZRANGEBYSCORE', repair_index(prefix .. 'user:' .. user), '(' .. text(now), '+inf')
  for _, member in ipairs(members) do
    local state, record = load_record(key_of(member))
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
