local function release_key(id, key)
  if key and call('HGET', base .. 'keys', key) == id then call('HDEL', base .. 'keys', key) end
end

-- Deletes a job that is in no list or set of a state.
local function drop(id)
  release_key(id, call('HGET', base .. id, 'key'))
  call('DEL', base .. id)
  call('ZREM', base .. 'all', id)
end
