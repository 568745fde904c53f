--- @include "enqueue"
--- @include "notify"

-- Moves due jobs to the waiting list. Limited per call, with a lower limit for jobs whose position must be searched.
local function promote()
  local waiting, ranked = {}, 0
  for _, id in ipairs(call('ZRANGEBYSCORE', base .. 'delayed', '-inf', now * 4096 + 4095, 'LIMIT', 0, 500)) do
    local priority = call('HGET', base .. id, 'priority')
    if priority then ranked = ranked + 1 end
    if ranked > MAX_RANKED then break end
    call('ZREM', base .. 'delayed', id)
    call('HSET', base .. id, 'state', 'waiting')
    touch(id)
    waiting[#waiting + 1] = id
    waiting[#waiting + 1] = priority
  end
  if #waiting > 0 then enqueue(waiting) end
end
