-- Reads the value or takes the lease. With two commands, several callers would load.
--
-- KEYS: namespace version, value, lease, one tag version for each tag.
-- ARGV: prefix of tag versions, a new version, the token, the life of the lease in ms, 1 to take the lease even if the value
-- is fresh, the escaped name of each tag.
-- Returns `hit`, `leased` or `busy`; the remaining ms of a busy lease; the entry and its remaining ms, which is stale unless
-- the state is `hit`; and 1 if the content under the key is corrupt.

--- @include "entry"
--- @include "lease"
--- @include "versions"

local refresh, known_version = ARGV[5] == '1', read(KEYS[1])
local entry, corrupt
-- A refresh does not return a fresh value, so its payload is not read.
if refresh then entry, corrupt = read_entry_header(KEYS[2], known_version, ARGV[1]) end
if entry and entry.fresh then entry = nil
else
  entry, corrupt = read_entry(KEYS[2], known_version, ARGV[1])
  if entry and entry.fresh then return { 'hit', 0, entry.raw, entry.remaining, 0 } end
end
local raw, remaining = entry and entry.raw or false, entry and entry.remaining or 0
local new_version = ARGV[2]
local namespace_version = get_or_create_version(KEYS[1], new_version)
if read_lease(KEYS[3], namespace_version, ARGV[1]) then
  return { 'busy', math.max(redis.call('PTTL', KEYS[3]), 1), raw, remaining, corrupt and 1 or 0 }
end
local lease = 'cg1l ' .. namespace_version .. ' ' .. ARGV[3]
for key = 4, #KEYS do
  lease = lease .. ' ' .. ARGV[key + 2] .. '=' .. get_or_create_version(KEYS[key], new_version)
end
redis.call('SET', KEYS[3], lease, 'PX', ARGV[4])
for key = 4, #KEYS do extend_tag_version(KEYS[key], ARGV[4]) end
return { 'leased', 0, raw, remaining, corrupt and 1 or 0 }
