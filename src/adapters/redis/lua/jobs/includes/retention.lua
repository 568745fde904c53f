--- @include "finish"

-- Deletes a job that is in a set.
local function remove(id, set)
  call('ZREM', set, id)
  drop(id)
end

-- Returns whether a job exists, its state, and the sorted set that may hold it: `delayed` for an unfinished job. Deletes a
-- job past its age.
local function is_kept(id)
  local state, finished, age, count = unpack(call('HMGET', base .. id, 'state', 'finishedOn', 'keepAge', 'keepCount'))
  if not state then return false end
  if not finished then return true, state, base .. 'delayed' end
  local set = base .. state .. ':' .. age .. ':' .. count
  local ended = call('ZSCORE', set, id)
  if ended and ended + age * 1000 <= micros then
    remove(id, set)
    return false
  end
  return true, state, set
end

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
