-- Removes a job from the list it waits in. Returns whether it was in one.
local function dequeue(id)
  return call('LREM', base .. 'wait', 1, id) + call('LREM', base .. 'paused', 1, id) > 0
end

-- Includes jobs that were fetched but not claimed yet. Returns a set, and a list with the latest first.
local function active_jobs()
  local active, ids = {}, call('LRANGE', base .. 'active', 0, -1)
  for _, id in ipairs(ids) do active[id] = true end
  return active, ids
end
