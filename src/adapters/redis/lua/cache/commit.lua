-- Stores a loaded value and ends its lease. Returns 1 if the caller still had the lease.
--
-- KEYS: namespace version, value, lease, version of all tags.
-- ARGV: prefix of tag versions, a new version, the token, kind, payload, grace, life. Times are milliseconds; life includes
-- grace.
-- The tags come from the lease. Their versions have not changed, so the value is as valid as one that is written now.

--- @include "lease"
--- @include "versions"

local namespace_version = read(KEYS[1])
local lease = namespace_version and read_lease(KEYS[3], namespace_version, ARGV[1])
if not lease or lease.token ~= ARGV[3] then return 0 end
local header, grace = 'cg1' .. ARGV[4] .. ' ' .. namespace_version, ARGV[6]
if grace ~= '0' or lease.tags ~= '' then
  local tags_version = lease.tags ~= '' and get_or_create_version(KEYS[4], ARGV[2]) or '-'
  header = header .. ' ' .. grace .. ' ' .. tags_version .. lease.tags
end
redis.call('SET', KEYS[2], header .. '\n' .. ARGV[5], 'PX', ARGV[7])
redis.call('DEL', KEYS[3])
for tag in lease.tags:gmatch(' ([^ =]*)=%S+') do extend_tag_version(ARGV[1] .. tag, ARGV[7]) end
return 1
