--- @include "remove"

-- Returns whether a job exists, its state, and its set unless it waits. Deletes a job past its age.
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
