import { ENQUEUE, MAX_RANKED } from './enqueue.js'
import { RUN_PARTS } from './run-parts.js'

/**
 * The parts of the job scripts. The key layout is that of Bull (lists `wait`, `paused`, `active`, the set `delayed`, a hash
 * per job), with these differences: finished jobs are in sets `<state>:<keepAge>:<keepCount>`, whose names are in `groups`;
 * `all` has every job in the order of adding, `keys` the idempotency keys, `held:<key>` the keys held for a time. Redis is
 * the clock. Due times are stored in units of 1/4096 ms, as in Bull; the lower bits hold the order of joining. Finished
 * jobs are ordered by microseconds.
 *
 * The field `runs` counts the runs of a job and never decreases: only the latest run may change the job. `attemptsMade` is
 * reset when a failed job is retried.
 */
export const PARTS = {
  clock: `
local call = redis.call
local time = call('TIME')
local micros = time[1] * 1000000 + time[2]
local now = math.floor(micros / 1000)`,

  announce: `
-- Notifies watchers. The message of an end includes the job, because it may be deleted before they read it.
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
-- Moves due jobs to the waiting list. Limited per call, with a lower limit for jobs whose position must be searched.
local function promote()
  local waiting, ranked = {}, 0
  for _, id in ipairs(call('ZRANGEBYSCORE', base .. 'delayed', '-inf', now * 4096 + 4095, 'LIMIT', 0, 500)) do
    local priority = call('HGET', base .. id, 'priority')
    if priority then ranked = ranked + 1 end
    if ranked > ${MAX_RANKED} then break end
    call('ZREM', base .. 'delayed', id)
    call('HSET', base .. id, 'state', 'waiting')
    touch(id)
    waiting[#waiting + 1] = id
    waiting[#waiting + 1] = priority
  end
  if #waiting > 0 then enqueue(waiting) end
end`,

  delay: `
-- Wakes the timers of the workers if this job is due before all others.
local function delay(id, due)
  call('ZADD', base .. 'delayed', due * 4096 + call('INCR', base .. 'id') % 4096, id)
  if call('ZRANGE', base .. 'delayed', 0, 0)[1] == id then call('PUBLISH', base .. 'delayed', 0) end
end`,

  drop: `
local function releaseKey(id, key)
  if key and call('HGET', base .. 'keys', key) == id then call('HDEL', base .. 'keys', key) end
end

-- Deletes a job that is in no list or set of a state.
local function drop(id)
  releaseKey(id, call('HGET', base .. id, 'key'))
  call('DEL', base .. id)
  call('ZREM', base .. 'all', id)
end`,

  finish: `
local function forFinish(id)
  return call('HMGET', base .. id, 'revision', 'keepAge', 'keepCount', 'key', 'unique', 'cancel')
end

-- Ends a job that is in no list or set of a state. known: the values that forFinish reads; ...: fields to store.
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
end`,

  remove: `
-- Deletes a job that is in a set.
local function remove(id, set)
  call('ZREM', set, id)
  drop(id)
end`,

  isKept: `
-- Returns whether a job exists, its state, and its set unless it waits. Deletes a job past its age.
local function isKept(id)
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
end`,

  purge: `
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
end`,

  ...RUN_PARTS,
} as const

export type PartName = keyof typeof PARTS
