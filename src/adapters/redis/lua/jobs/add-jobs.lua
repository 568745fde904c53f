-- Adds jobs in order.
--
-- KEYS: base. ARGV, ten for each job: id, data, opts, priority, delay in ms, key, unique, time to hold the key in ms, age in ms and
-- count of the retention.
-- Returns for each job `1` if it is new, and the id of the job.

local base = KEYS[1]
--- @include "clock"
local lazy
--- @include "has-due"

local loaded
lazy = function()
  if not loaded then
    --- @include "promote"
    --- @include "delay"
    --- @include "retention"
    loaded = { delay = delay, enqueue = enqueue, is_kept = is_kept, promote = promote }
  end
  return loaded
end

if has_due() then lazy().promote() end
local list = call('EXISTS', base .. 'meta-paused') == 1 and base .. 'paused' or base .. 'wait'
local receipts, ranked = {}, {}
for i = 1, #ARGV, 10 do
  local id, data, opts, priority, wait, key, unique, held, age, count = unpack(ARGV, i, i + 9)
  local job = base .. id
  local holder = call('EXISTS', job) == 1 and lazy().is_kept(id) and id
  if not holder and key ~= '' then
    local known = call('HGET', base .. 'keys', key)
    holder = known and lazy().is_kept(known) and known or call('GET', base .. 'held:' .. key)
  end
  if holder then
    receipts[#receipts + 1] = '0'
    receipts[#receipts + 1] = holder
  else
    call('HSET', job, 'data', data, 'opts', opts, 'timestamp', now, 'revision', '1', 'keepAge', age, 'keepCount', count,
      'state', wait == '0' and 'waiting' or 'delayed')
    call('ZADD', base .. 'all', call('INCR', base .. 'id'), id)
    if priority ~= '0' then call('HSET', job, 'priority', priority) end
    if key ~= '' then
      call('HSET', job, 'key', key, 'unique', unique)
      call('HSET', base .. 'keys', key, id)
      if held ~= '0' then call('SET', base .. 'held:' .. key, id, 'PX', held) end
    end
    if wait ~= '0' then
      call('HSET', job, 'delay', wait, 'dueAt', now + wait)
      lazy().delay(id, now + wait)
    elseif priority ~= '0' then
      ranked[#ranked + 1] = id
      ranked[#ranked + 1] = priority
    else
      call('LPUSH', list, id)
    end
    receipts[#receipts + 1] = '1'
    receipts[#receipts + 1] = id
  end
end
if #ranked > 0 then lazy().enqueue(ranked) end
return receipts
