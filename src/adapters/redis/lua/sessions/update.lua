-- Changes the data of a session.
--
-- KEYS: the session under each pepper. ARGV: prefix, the version that the caller read or empty, number of fields to set,
-- their names and values, names of fields to remove.

--- @include "changes"

local state, record = find(#KEYS)
if state ~= 'ok' then return reply(state, record) end
local since = tonumber(ARGV[2])
if since then
  local number, at = conflict(record, changed_names(3), since)
  if number then return { 'conflict', text(number), text(at) } end
end
change(record, 3)
local bytes = size(record.fields)
if exceeds_limit(bytes) then return { 'large', text(bytes) } end
save(record)
return reply('ok', record)
