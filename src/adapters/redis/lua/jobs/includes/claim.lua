--- @include "notify"

-- Starts a run of a job in the active list. Returns nil if there is nothing to run.
local function claim(id, token, lock_ms)
  local job = base .. id
  local known = call('HMGET', job, 'data', 'opts', 'cancel', 'attemptsMade', 'runs', 'revision', 'progress', 'lost')
  local data, opts, cancel, attempts, runs, revision, progress, stalled = unpack(known)
  if not data or string.sub(data, 1, #ENVELOPE_START) ~= ENVELOPE_START then return lazy().reject(id) end
  if cancel then return lazy().cancel_fetched(id) end
  attempts, runs = (attempts or 0) + 1, (runs or 0) + 1
  call('SET', job .. ':lock', token, 'PX', lock_ms)
  call('HSET', job, 'state', 'active', 'processedOn', now, 'attemptsMade', attempts, 'runs', runs, 'revision', revision + 1)
  if progress or stalled then call('HDEL', job, 'progress', 'lost') end
  announce(id)
  -- Without a stacktrace field, Bull fails to parse it.
  return {'name', '__default__', 'data', data, 'stacktrace', '[]', 'opts',
    '{"run":' .. runs .. ',"attempt":' .. attempts .. ',' .. string.sub(opts, 2)}
end
