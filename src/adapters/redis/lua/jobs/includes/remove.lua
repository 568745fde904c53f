--- @include "drop"

-- Deletes a job that is in a set.
local function remove(id, set)
  call('ZREM', set, id)
  drop(id)
end
