-- Increments a counter and breaks its lease. Returns the new value as text; nil if the entry is not a counter or the sum is
-- not a safe integer.
--
-- KEYS: namespace version, value, lease.
-- ARGV: prefix of tag versions, a new version, the increment, the time to live of a new counter in ms.

--- @include "entry"
--- @include "versions"

local MAX_SAFE_INTEGER = 9007199254740991

local entry = read_entry(KEYS[2], read(KEYS[1]), ARGV[1])
local sum = ARGV[3]
if entry and entry.fresh then
  local payload = entry.raw:sub(entry.payload_at)
  local current = entry.kind == 'j' and payload:match('^%-?%d+$') and tonumber(payload)
  local new_value = current and current + tonumber(sum)
  if not current or math.abs(current) > MAX_SAFE_INTEGER or math.abs(new_value) > MAX_SAFE_INTEGER then return false end
  sum = string.format('%.0f', new_value)
  redis.call('SET', KEYS[2], entry.raw:sub(1, entry.payload_at - 1) .. sum, 'KEEPTTL')
else
  local namespace_version = get_or_create_version(KEYS[1], ARGV[2])
  redis.call('SET', KEYS[2], 'cg1j ' .. namespace_version .. '\n' .. sum, 'PX', ARGV[4])
end
redis.call('DEL', KEYS[3])
return sum
