-- Reads entries and decides whether they are valid.
--
-- KEYS: namespace version, then values. ARGV: prefix of tag versions, the maximum bytes of all entries.
-- Returns for each value nil, or the entry, 1 if it is fresh, 0 if it is stale, -1 if it is corrupt, and its remaining ms.
-- Stops before the entry that would exceed the maximum, but always returns the first value.

--- @include "entry"

local namespace_version = read(KEYS[1])
local replies, remaining_bytes = {}, tonumber(ARGV[2])
for at = 2, #KEYS do
  local entry, corrupt = read_entry(KEYS[at], namespace_version, ARGV[1])
  if entry then
    remaining_bytes = remaining_bytes - #entry.raw
    if remaining_bytes < 0 and at > 2 then break end
    replies[at - 1] = { entry.raw, entry.fresh and 1 or 0, entry.remaining }
  else replies[at - 1] = corrupt and { '', -1, 0 } or false end
end
return replies
