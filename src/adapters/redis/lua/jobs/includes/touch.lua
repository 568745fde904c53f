--- @include "announce"

-- Increments the revision of a job and notifies its watchers.
local function touch(id)
  call('HINCRBY', base .. id, 'revision', 1)
  announce(id)
end
