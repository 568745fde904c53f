/**
 * What the scripts share. A tag is checked under a key that is not among KEYS, since only the entry knows its tags; it
 * is in the slot of the others.
 *
 * What a key holds that is not ours counts as nothing: `find` tells so by a second result.
 */
export const ENTRY_FUNCTIONS = `
local function read(key)
  local found = redis.pcall('GET', key)
  if type(found) == 'string' then return found end
  return nil, type(found) == 'table'
end

-- Present epochs: many entries carry the same tags.
local epochs = {}

local function carries_valid_tags(tags, base)
  for tag, epoch in tags:gmatch(' ([^ =]*)=(%S+)') do
    if epochs[tag] == nil then epochs[tag] = read(base .. tag) or false end
    if epochs[tag] ~= epoch then return false end
  end
  return true
end

-- What raw, or its beginning, says of the entry under key, if it is one of this generation with no tag invalidated;
-- fresh or within its grace.
local function judge(raw, key, generation, base)
  local stop = raw:find('\\n', 1, true)
  if not stop then return nil, true end
  -- The header alone: what is none of ours may be as long as it likes and keep a pattern busy.
  local kind, of, rest = raw:sub(1, stop - 1):match('^cg1(%a) (%S+)(.*)$')
  if not kind then return nil, true end
  if of ~= generation then return nil end
  local grace = 0
  if rest ~= '' then
    local grace_ms, tags = rest:match('^ (%d+) %S+(.*)$')
    if not grace_ms then return nil, true end
    if not carries_valid_tags(tags, base) then return nil end
    grace = tonumber(grace_ms)
  end
  local left = redis.call('PTTL', key)
  if left == -1 then left = 9007199254740991 end
  local fresh = left > grace
  if fresh then left = left - grace end
  return { raw = raw, kind = kind, at = stop + 1, fresh = fresh, left = math.max(left, 1) }
end

local function find(key, generation, base)
  local raw, foreign = read(key)
  if not raw then return nil, foreign end
  return judge(raw, key, generation, base)
end

-- The same where the payload does not matter: a long one would keep Redis from others for nothing.
local function find_header(key, generation, base)
  local last = 255
  while true do
    local start = redis.pcall('GETRANGE', key, 0, last)
    if type(start) ~= 'string' then return nil, true end
    if #start <= last or start:find('\\n', 1, true) or start:sub(1, 3) ~= 'cg1' then
      return judge(start, key, generation, base)
    end
    last = last * 16 + 15
  end
end

-- A key whose value is made by the first who needs it. Missing, it is worth nothing that was ever recorded.
local function get_or_make(key, candidate)
  local found = read(key)
  if found then return found end
  redis.call('SET', key, candidate)
  return candidate
end

-- The epoch of a tag, kept for at least as long as what carries it lives.
local function hold_tag(key, candidate, life)
  local epoch = get_or_make(key, candidate)
  local left = redis.call('PTTL', key)
  if left < tonumber(life) then redis.call('PEXPIRE', key, life) end
  return epoch
end

-- The lease under key, unless it was broken by clearing or by a tag.
local function find_lease(key, generation, base)
  local raw = read(key)
  if not raw then return nil end
  local of, token, tags = raw:match('^cg1l (%S+) (%S+)(.*)$')
  if of == generation and carries_valid_tags(tags, base) then return { token = token, tags = tags } end
  redis.call('DEL', key)
  return nil
end
`
