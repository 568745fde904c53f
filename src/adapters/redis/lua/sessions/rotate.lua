-- Gives a session a new id.
--
-- KEYS: the session under each pepper, then the key of its new id. ARGV: prefix; with changes also the number of fields to
-- set, their names and values, names of fields to remove.

--- @include "changes"

local state, record = find(#KEYS - 1)
if state ~= 'ok' then return reply(state, record) end
if ARGV[2] then
  change(record, 2)
  local bytes = size(record.fields)
  if exceeds_limit(bytes) then return { 'large', text(bytes) } end
end
local former = { key = record.key, user = record.user }
record.key = KEYS[#KEYS]
-- The first write: Redis allows RENAME without free memory.
redis.call('RENAME', former.key, record.key)
remove_from_indexes(former)
save(record)
return reply('ok', record)
