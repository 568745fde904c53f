-- Deletes entries and breaks their leases. Returns how many entries were fresh.
--
-- KEYS: namespace version, then value and lease for each entry. ARGV: prefix of tag versions.

--- @include "entry"

local namespace_version = read(KEYS[1])
local deleted = 0
for key = 2, #KEYS, 2 do
  local entry = read_entry_header(KEYS[key], namespace_version, ARGV[1])
  if entry and entry.fresh then deleted = deleted + 1 end
  redis.call('UNLINK', KEYS[key], KEYS[key + 1])
end
return deleted
