-- Removes a job from the list it waits in. Returns whether it was in one.
local function dequeue(id)
  return call('LREM', base .. 'wait', 1, id) + call('LREM', base .. 'paused', 1, id) > 0
end
