--- @include "finish"

-- Cancels a job that was fetched but not claimed.
local function cancel_fetched(id)
  call('LREM', base .. 'active', 1, id)
  finish(id, 'cancelled', read_for_finish(id))
end

-- The job belongs to another program, or one removed it after it was fetched. Its data expire after a day.
local function reject(id)
  call('LREM', base .. 'active', 1, id)
  call('EXPIRE', base .. id, 86400)
  return {'name', '__default__', 'data', 'null', 'opts', '{}'}
end
