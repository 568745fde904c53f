import { ENQUEUE, MOST_RANKED } from './enqueue.js'
import { RUN_PARTS } from './run-parts.js'

/**
 * What the scripts of the jobs are put together from. The layout is Bull's (lists `wait`, `paused`, `active`, the set
 * `delayed`, a hash per job), with these differences: finished jobs stand in sets `<state>:<keepAge>:<keepCount>`, which
 * `groups` names; `all` has every job by the order of adding, `keys` the idempotency keys, `held:<key>` those that block
 * for a time. Redis is the clock. A due time is stored in units of 1/4096 ms, as in Bull; the lower bits hold the order of
 * joining. Finished jobs are ordered by the microsecond.
 *
 * `runs` of a job counts its runs and never falls: it is what a run proves its right by. `attemptsMade` starts anew when
 * a failed job is retried.
 */
export const PARTS = {
  clock: `
local call = redis.call
local time = call('TIME')
local micros = time[1] * 1000000 + time[2]
local now = math.floor(micros / 1000)`,

  announce: `
-- Tells those who watch. What is over comes with the whole job, as it may be gone when they look.
local function announce(id, over)
  local channel = base .. 'changed:' .. id
  if call('PUBLISH', channel, 'changed') > 0 and over then
    call('PUBLISH', channel, cjson.encode({over, call('HGETALL', base .. id)}))
  end
end`,

  touch: `
local function touch(id)
  call('HINCRBY', base .. id, 'revision', 1)
  announce(id)
end`,

  enqueue: ENQUEUE,

  hasDue: `
local function hasDue()
  return call('ZCOUNT', base .. 'delayed', '-inf', now * 4096 + 4095) > 0
end`,

  promote: `
-- Has due jobs wait; not too many in one call, and fewer of those whose place has to be looked for.
local function promote()
  local waiting, ranked = {}, 0
  for _, id in ipairs(call('ZRANGEBYSCORE', base .. 'delayed', '-inf', now * 4096 + 4095, 'LIMIT', 0, 500)) do
    local priority = call('HGET', base .. id, 'priority')
    if priority then ranked = ranked + 1 end
    if ranked > ${MOST_RANKED} then break end
    call('ZREM', base .. 'delayed', id)
    call('HSET', base .. id, 'state', 'waiting')
    touch(id)
    waiting[#waiting + 1] = id
    waiting[#waiting + 1] = priority
  end
  if #waiting > 0 then enqueue(waiting) end
end`,

  delay: `
-- Wakes the timers of the workers if they have to look earlier than they planned.
local function delay(id, due)
  call('ZADD', base .. 'delayed', due * 4096 + call('INCR', base .. 'id') % 4096, id)
  if call('ZRANGE', base .. 'delayed', 0, 0)[1] == id then call('PUBLISH', base .. 'delayed', 0) end
end`,

  drop: `
local function releaseKey(id, key)
  if key and call('HGET', base .. 'keys', key) == id then call('HDEL', base .. 'keys', key) end
end

-- Forgets a job that stands nowhere any more.
local function drop(id)
  releaseKey(id, call('HGET', base .. id, 'key'))
  call('DEL', base .. id)
  call('ZREM', base .. 'all', id)
end`,

  finish: `
local function forFinish(id)
  return call('HMGET', base .. id, 'revision', 'keepAge', 'keepCount', 'key', 'unique', 'cancel')
end

-- Ends a job that stands nowhere any more, with fields of its end. known: what forFinish reads, in that order.
local function finish(id, state, known, ...)
  local job = base .. id
  local revision, age, count, key, unique, cancel = unpack(known)
  call('HSET', job, 'state', state, 'finishedOn', now, 'revision', revision + 1, ...)
  if cancel then call('HDEL', job, 'cancel') end
  announce(id, 'ended')
  if key and unique ~= 'retained' then releaseKey(id, key) end
  if age == '0' or count == '0' then
    drop(id)
    return
  end
  -- Together with those that are kept as long and as many: so the oldest of a set is always the first to go, and none has
  -- to go for want of room among jobs that are kept otherwise.
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
end`,

  forget: `
-- Forgets a job that stands in a set.
local function forget(id, set)
  call('ZREM', set, id)
  drop(id)
end`,

  isKept: `
-- Whether a job is there, its state, and the set in which it stands unless it waits. One past its age is dropped.
local function isKept(id)
  local state, finished, age, count = unpack(call('HMGET', base .. id, 'state', 'finishedOn', 'keepAge', 'keepCount'))
  if not state then return false end
  if not finished then return true, state, base .. 'delayed' end
  local set = base .. state .. ':' .. age .. ':' .. count
  local ended = call('ZSCORE', set, id)
  if ended and ended + age * 1000 <= micros then
    forget(id, set)
    return false
  end
  return true, state, set
end`,

  purge: `
-- Drops what is past its age; not too much in one call. Returns how many.
local function purge()
  local left = 500
  for _, group in ipairs(call('SMEMBERS', base .. 'groups')) do
    local set, age = base .. group, string.match(group, ':(%d+):')
    local old = left > 0 and call('ZRANGEBYSCORE', set, '-inf', micros - age * 1000, 'LIMIT', 0, left) or {}
    for _, id in ipairs(old) do forget(id, set) end
    left = left - #old
    if call('EXISTS', set) == 0 then call('SREM', base .. 'groups', group) end
  end
  return 500 - left
end`,

  ...RUN_PARTS,
} as const

export type PartName = keyof typeof PARTS
