-- Wakes the timers of the workers if this job is due before all others.
local function delay(id, due)
  call('ZADD', base .. 'delayed', due * 4096 + call('INCR', base .. 'id') % 4096, id)
  if call('ZRANGE', base .. 'delayed', 0, 0)[1] == id then call('PUBLISH', base .. 'delayed', 0) end
end
