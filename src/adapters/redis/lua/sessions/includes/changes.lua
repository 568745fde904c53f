-- Changes of data, and the rules of field versions.

--- @include "records"

-- Returns the index of the first field that was changed after version `since`, and the version of that change.
local function conflict(record, names, since)
  for i, name in ipairs(names) do
    local at = tonumber(record.fields['@' .. name]) or record.floor
    if at > since then return i, at end
  end
end

-- Returns the names of the fields to change. ARGV from `at` on: a count, that many names and values, names to remove.
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
    if i > MAX_REMOVED_FIELDS or bytes > MAX_REMOVED_BYTES then
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
