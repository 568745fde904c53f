-- Counts jobs. KEYS: base.
--
-- Returns the numbers of waiting, delayed, active, completed, failed and cancelled jobs, 1 if the type is paused, and the number
-- of workers.

local base = KEYS[1]
--- @include "clock"
--- @include "promote"
--- @include "retention"

promote()
purge()
local finished = {completed = 0, failed = 0, cancelled = 0}
for _, group in ipairs(call('SMEMBERS', base .. 'groups')) do
  local state = string.match(group, '^%a+')
  finished[state] = finished[state] + call('ZCARD', base .. group)
end
return {
  call('LLEN', base .. 'wait') + call('LLEN', base .. 'paused'),
  call('ZCARD', base .. 'delayed'),
  call('LLEN', base .. 'active'),
  finished.completed,
  finished.failed,
  finished.cancelled,
  call('EXISTS', base .. 'meta-paused'),
  call('ZCOUNT', base .. 'workers', '(' .. string.format('%.0f', now), '+inf'),
}
