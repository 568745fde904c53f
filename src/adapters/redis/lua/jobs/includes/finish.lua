--- @include "notify"

local function release_key(id, key)
  if key and call('HGET', base .. 'keys', key) == id then call('HDEL', base .. 'keys', key) end
end

-- Deletes a job that is in no list or set of a state.
local function drop(id)
  release_key(id, call('HGET', base .. id, 'key'))
  call('DEL', base .. id)
  call('ZREM', base .. 'all', id)
end

local function read_for_finish(id)
  return call('HMGET', base .. id, 'revision', 'keepAge', 'keepCount', 'key', 'unique', 'cancel')
end

-- Ends a job that is in no list or set of a state. known: the values that read_for_finish reads; ...: fields to store.
local function finish(id, state, known, ...)
  local job = base .. id
  local revision, age, count, key, unique, cancel = unpack(known)
  call('HSET', job, 'state', state, 'finishedOn', now, 'revision', revision + 1, ...)
  if cancel then call('HDEL', job, 'cancel') end
  announce(id, 'ended')
  if key and unique ~= 'retained' then release_key(id, key) end
  if age == '0' or count == '0' then
    drop(id)
    return
  end
  -- One set for each retention: the oldest job of a set is always deleted first, and jobs with another retention do not
  -- count.
  local group = state .. ':' .. age .. ':' .. count
  local set = base .. group
  call('ZADD', set, micros, id)
  local size = call('ZCARD', set)
  if size == 1 then call('SADD', base .. 'groups', group) end
  local extra = size - count
  if extra > 0 then
    local old = call('ZPOPMIN', set, math.min(extra, 100))
    for i = 1, #old, 2 do drop(old[i]) end
  end
end
