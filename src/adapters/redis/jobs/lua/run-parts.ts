/** What every payload is wrapped in. A job whose data does not begin like this was not added by this queue. */
export const ENVELOPE = { begin: '{"curriculum":1,"payload":', end: '}' } as const

/** Parts of the scripts that deal with runs; see `PARTS`. */
export const RUN_PARTS = {
  dequeue: `
-- Takes a job out of whatever list it waits in; whether it was in one.
local function dequeue(id)
  return call('LREM', base .. 'wait', 1, id) + call('LREM', base .. 'paused', 1, id) > 0
end`,

  isOwn: `
-- Whether this run is the latest of its job and has not ended: fields runs, state and lost. A job that was lost waits, and
-- as long as nobody else has begun it, it is still the run's own.
local function isOwn(runs, state, lost, run)
  return runs == run and (state == 'active' or (state == 'waiting' and lost))
end`,

  activeJobs: `
-- A job that a worker has fetched and not begun yet is in this list too. As a set, and as a list, the latest first.
local function activeJobs()
  local active, ids = {}, call('LRANGE', base .. 'active', 0, -1)
  for _, id in ipairs(ids) do active[id] = true end
  return active, ids
end`,

  cancelFetched: `
local function cancelFetched(id)
  call('LREM', base .. 'active', 1, id)
  finish(id, 'cancelled', forFinish(id))
end`,

  reject: `
-- Not ours: another program's, or removed by one after it was fetched. It leaves the list, its data stay for a day.
local function reject(id)
  call('LREM', base .. 'active', 1, id)
  call('EXPIRE', base .. id, 86400)
  return {'name', '__default__', 'data', 'null', 'opts', '{}'}
end`,

  take: `
-- Begins a run of a job that stands in the active list. Nothing, if there is nothing to run.
local function take(id, token, lockMs)
  local job = base .. id
  local known = call('HMGET', job, 'data', 'opts', 'cancel', 'attemptsMade', 'runs', 'revision', 'progress', 'lost')
  local data, opts, cancel, attempts, runs, revision, progress, lost = unpack(known)
  if not data or string.sub(data, 1, ${ENVELOPE.begin.length}) ~= '${ENVELOPE.begin}' then return seldom().reject(id) end
  if cancel then return seldom().cancelFetched(id) end
  attempts, runs = (attempts or 0) + 1, (runs or 0) + 1
  call('SET', job .. ':lock', token, 'PX', lockMs)
  call('HSET', job, 'state', 'active', 'processedOn', now, 'attemptsMade', attempts, 'runs', runs, 'revision', revision + 1)
  if progress or lost then call('HDEL', job, 'progress', 'lost') end
  announce(id)
  -- Without a stacktrace Bull parses nothing, fails, and makes one of that.
  return {'name', '__default__', 'data', data, 'stacktrace', '[]', 'opts',
    '{"run":' .. runs .. ',"attempt":' .. attempts .. ',' .. string.sub(opts, 2)}
end`,
} as const
