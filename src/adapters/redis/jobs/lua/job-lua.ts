/** What every payload is wrapped in. A job whose data does not begin like this was not added by this queue. */
export const ENVELOPE = { begin: '{"curriculum":1,"payload":', end: '}' } as const

/**
 * What all scripts of the jobs share. The layout is Bull's (lists `wait`, `paused`, `active`, sets `delayed`,
 * `completed`, `failed`, a hash per job), with these additions: `cancelled` as one more set of finished jobs, `all` (every
 * job by the order of adding), `expiry` (finished jobs by the moment they may be dropped) and `keys` (idempotency keys).
 * Redis is the clock. A due time is stored in units of 1/4096 ms, as in Bull; the lower bits hold the order of joining.
 *
 * `runs` of a job counts its runs and never falls: it is what a run proves its right by. `attemptsMade` starts anew when
 * a failed job is retried.
 */
const COMMON = `
local call = redis.call
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

-- Tells those who watch. What is over comes with the whole job, as it may be gone when they look.
local function announce(id, over)
  local channel = base .. 'changed:' .. id
  if call('PUBLISH', channel, 'changed') > 0 and over then
    call('PUBLISH', channel, cjson.encode({over, call('HGETALL', base .. id)}))
  end
end

local function touch(id)
  call('HINCRBY', base .. id, 'revision', 1)
  announce(id)
end

local function priorityOf(id)
  local priority = tonumber(call('HGET', base .. id, 'priority') or '0')
  return priority == 0 and math.huge or priority
end

-- Puts a job behind those of its priority, or in front of them. Jobs are taken from the tail. The place is looked for in
-- the list itself: a count kept beside it is wrong while a job is between the list and its worker.
local function enqueue(id, front)
  local list = call('EXISTS', base .. 'meta-paused') == 1 and base .. 'paused' or base .. 'wait'
  local own = priorityOf(id)
  if own == math.huge and not front then
    call('LPUSH', list, id)
    return
  end
  local low, high = 1, call('LLEN', list) + 1
  while low < high do
    local middle = math.floor((low + high) / 2)
    local other = priorityOf(call('LINDEX', list, -middle))
    if other > own or (front and other == own) then high = middle else low = middle + 1 end
  end
  local behind = call('LINDEX', list, -low)
  if low == 1 then call('RPUSH', list, id)
  elseif behind then call('LINSERT', list, 'AFTER', behind, id)
  else call('LPUSH', list, id) end
end

-- Wakes the timers of the workers if they have to look earlier than they planned.
local function delay(id, due)
  call('ZADD', base .. 'delayed', due * 4096 + call('INCR', base .. 'id') % 4096, id)
  if call('ZRANGE', base .. 'delayed', 0, 0)[1] == id then call('PUBLISH', base .. 'delayed', 0) end
end

local function releaseKey(id, key)
  if key and call('HGET', base .. 'keys', key) == id then call('HDEL', base .. 'keys', key) end
end

-- Drops a job that is in no list.
local function forget(id)
  local known = call('HMGET', base .. id, 'state', 'key')
  releaseKey(id, known[2])
  call('DEL', base .. id)
  call('ZREM', base .. 'all', id)
  call('ZREM', base .. 'expiry', id)
  if known[1] then call('ZREM', base .. known[1], id) end
end

local function finish(id, state)
  local job = base .. id
  call('HSET', job, 'state', state, 'finishedOn', now)
  call('HDEL', job, 'cancel')
  call('HINCRBY', job, 'revision', 1)
  announce(id, 'ended')
  local kept = call('HMGET', job, 'keepAge', 'keepCount', 'unique', 'key')
  if kept[3] == 'unfinished' then releaseKey(id, kept[4]) end
  local age, count = tonumber(kept[1]), tonumber(kept[2])
  if age == 0 or count == 0 then
    forget(id)
    return
  end
  call('ZADD', base .. state, call('INCR', base .. 'id'), id)
  call('ZADD', base .. 'expiry', now + age, id)
  local extra = call('ZCARD', base .. state) - count
  if extra > 0 then
    for _, old in ipairs(call('ZRANGE', base .. state, 0, math.min(extra, 1000) - 1)) do forget(old) end
  end
end

-- What time brings about by itself: due jobs wait, expired ones are dropped. Bounded, so that no call takes long.
local function settle()
  for _, id in ipairs(call('ZRANGEBYSCORE', base .. 'delayed', '-inf', now * 4096 + 4095, 'LIMIT', 0, 1000)) do
    call('ZREM', base .. 'delayed', id)
    call('HSET', base .. id, 'state', 'waiting', 'delay', 0)
    touch(id)
    enqueue(id)
  end
  local expired = call('ZRANGEBYSCORE', base .. 'expiry', '-inf', now, 'LIMIT', 0, 1000)
  for _, id in ipairs(expired) do forget(id) end
  return #expired
end

local function isKept(id)
  if call('EXISTS', base .. id) == 0 then return false end
  local expiry = call('ZSCORE', base .. 'expiry', id)
  if not expiry or tonumber(expiry) > now then return true end
  forget(id)
  return false
end

-- Takes a job out of whatever list it waits in; whether it was in one.
local function dequeue(id)
  return call('LREM', base .. 'wait', 1, id) + call('LREM', base .. 'paused', 1, id) > 0
end

-- Whether this run is the latest of its job and has not ended: fields runs, state and lost. A job that was lost waits, and
-- as long as nobody else has begun it, it is still the run's own.
local function isOwn(known, run)
  return known[1] == run and (known[2] == 'active' or (known[2] == 'waiting' and known[3]))
end

-- A job that a worker has fetched and not begun yet is in this list too.
local function activeJobs()
  local active = {}
  for _, id in ipairs(call('LRANGE', base .. 'active', 0, -1)) do active[id] = true end
  return active
end
`

/** Handing a job to a worker; for the scripts that do. */
const TAKE = `
-- Begins a run of a job that stands in the active list. Nothing, if there is nothing to run.
local function take(id, token, lockMs)
  local job = base .. id
  local known = call('HMGET', job, 'data', 'cancel', 'attemptsMade', 'opts')
  if string.sub(known[1] or '', 1, ${ENVELOPE.begin.length}) ~= '${ENVELOPE.begin}' then
    -- Not ours: another program's, or removed by one after it was fetched. It leaves the list, its data stay for a day.
    call('LREM', base .. 'active', 1, id)
    call('EXPIRE', job, 86400)
    return {'name', '__default__', 'data', 'null', 'opts', '{}'}
  end
  if known[2] then
    call('LREM', base .. 'active', 1, id)
    finish(id, 'cancelled')
    return nil
  end
  local runs = call('HINCRBY', job, 'runs', 1)
  local attempt = tonumber(known[3]) + 1
  call('SET', job .. ':lock', token, 'PX', lockMs)
  call('HSET', job, 'state', 'active', 'processedOn', now, 'attemptsMade', attempt)
  call('HDEL', job, 'progress', 'lost')
  touch(id)
  local opts = '{"run":' .. runs .. ',"attempt":' .. attempt .. ',' .. string.sub(known[4], 2)
  return {'name', '__default__', 'data', known[1], 'opts', opts}
end
`

/** A script over the keys of one type. @param base where the script finds what all those keys begin with */
export function jobLua(body: string, base = 'KEYS[1]'): string {
  return `local base = ${base}\n${COMMON}${body}`
}

/** As {@link jobLua}, for scripts that hand out jobs. */
export function takingLua(body: string, base = 'KEYS[1]'): string {
  return jobLua(`${TAKE}${body}`, base)
}
