-- Releases a job whose run was aborted or never started. KEYS: base. ARGV: id, run, and 1 if the handler was called.
--
-- The job waits in front of the others; an attempt without a handler call does not count. Returns 1 if it was released.

local base = KEYS[1]
--- @include "clock"
--- @include "notify"
--- @include "enqueue"
--- @include "finish"

local id = ARGV[1]
local job = base .. id
local runs, state, cancel, priority = unpack(call('HMGET', job, 'runs', 'state', 'cancel', 'priority'))
if runs ~= ARGV[2] or state ~= 'active' then return 0 end
call('DEL', job .. ':lock')
call('SREM', base .. 'stalled', id)
call('LREM', base .. 'active', -1, id)
if ARGV[3] ~= '1' then call('HINCRBY', job, 'attemptsMade', -1) end
if cancel then
  finish(id, 'cancelled', read_for_finish(id))
else
  call('HSET', job, 'state', 'waiting')
  touch(id)
  enqueue({id, priority}, true)
end
return 1
