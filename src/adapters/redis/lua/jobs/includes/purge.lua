--- @include "remove"

-- Deletes jobs past their age, limited per call. Returns how many.
local function purge()
  local left = 500
  for _, group in ipairs(call('SMEMBERS', base .. 'groups')) do
    local set, age = base .. group, string.match(group, ':(%d+):')
    local old = left > 0 and call('ZRANGEBYSCORE', set, '-inf', micros - age * 1000, 'LIMIT', 0, left) or {}
    for _, id in ipairs(old) do remove(id, set) end
    left = left - #old
    if call('EXISTS', set) == 0 then call('SREM', base .. 'groups', group) end
  end
  return 500 - left
end
