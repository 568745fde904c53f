/** The wrapper of every payload. A job whose data does not start with it was not added by this queue. */
export const ENVELOPE = { begin: '{"curriculum":1,"payload":', end: '}' } as const

/** Script parts about runs; see `PARTS`. */
export const RUN_PARTS = {
  dequeue: `
-- Removes a job from the list it waits in. Returns whether it was in one.
local function dequeue(id)
  return call('LREM', base .. 'wait', 1, id) + call('LREM', base .. 'paused', 1, id) > 0
end`,

  isOwn: `
-- Whether this run is the latest of its job and has not ended: fields runs, state and lost. A stalled job waits again; until
-- another worker claims it, it still belongs to the run.
local function isOwn(runs, state, lost, run)
  return runs == run and (state == 'active' or (state == 'waiting' and lost))
end`,

  activeJobs: `
-- Includes jobs that were fetched but not claimed yet. Returns a set, and a list with the latest first.
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
-- The job belongs to another program, or one removed it after it was fetched. Its data expire after a day.
local function reject(id)
  call('LREM', base .. 'active', 1, id)
  call('EXPIRE', base .. id, 86400)
  return {'name', '__default__', 'data', 'null', 'opts', '{}'}
end`,

  claim: `
-- Starts a run of a job in the active list. Returns nil if there is nothing to run.
local function claim(id, token, lockMs)
  local job = base .. id
  local known = call('HMGET', job, 'data', 'opts', 'cancel', 'attemptsMade', 'runs', 'revision', 'progress', 'lost')
  local data, opts, cancel, attempts, runs, revision, progress, lost = unpack(known)
  if not data or string.sub(data, 1, ${ENVELOPE.begin.length}) ~= '${ENVELOPE.begin}' then return lazy().reject(id) end
  if cancel then return lazy().cancelFetched(id) end
  attempts, runs = (attempts or 0) + 1, (runs or 0) + 1
  call('SET', job .. ':lock', token, 'PX', lockMs)
  call('HSET', job, 'state', 'active', 'processedOn', now, 'attemptsMade', attempts, 'runs', runs, 'revision', revision + 1)
  if progress or lost then call('HDEL', job, 'progress', 'lost') end
  announce(id)
  -- Without a stacktrace field, Bull fails to parse it.
  return {'name', '__default__', 'data', data, 'stacktrace', '[]', 'opts',
    '{"run":' .. runs .. ',"attempt":' .. attempts .. ',' .. string.sub(opts, 2)}
end`,
} as const
