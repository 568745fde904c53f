--- @include "finish"

-- Cancels a job that was fetched but not claimed.
local function cancel_fetched(id)
  call('LREM', base .. 'active', 1, id)
  finish(id, 'cancelled', read_for_finish(id))
end
