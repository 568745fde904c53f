-- Retries a failed job. KEYS: base. ARGV: id.
--
-- Returns `missing`; `taken` and the id of the job that has its key; its state; or `retried` and all fields.

local base = KEYS[1]
--- @include "clock"
--- @include "promote"
--- @include "retention"
--- @include "lists"

promote()
local id = ARGV[1]
local job = base .. id
local kept, state, set = is_kept(id)
if not kept then return {'missing'} end
if state == 'waiting' and active_jobs()[id] then return {'active'} end
if state ~= 'failed' then return {state} end
local key, priority = unpack(call('HMGET', job, 'key', 'priority'))
if key then
  local holder = call('HGET', base .. 'keys', key)
  if holder and holder ~= id and is_kept(holder) then return {'taken', holder} end
  call('HSET', base .. 'keys', key, id)
end
call('ZREM', set, id)
call('HDEL', job, 'attemptsMade', 'finishedOn', 'dueAt', 'progress', 'losses')
call('HSET', job, 'state', 'waiting')
touch(id)
enqueue({id, priority})
return {'retried', call('HGETALL', job)}
