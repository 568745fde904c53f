-- Notifies watchers. The message of an end includes the job, because it may be deleted before they read it.
local function announce(id, event)
  local channel = base .. CHANNEL_TAG .. 'changed:' .. id
  if call('PUBLISH', channel, 'changed') > 0 and event then
    call('PUBLISH', channel, cjson.encode({event, call('HGETALL', base .. id)}))
  end
end

-- Increments the revision of a job and notifies its watchers.
local function touch(id)
  call('HINCRBY', base .. id, 'revision', 1)
  announce(id)
end
