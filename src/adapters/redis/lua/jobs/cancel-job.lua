-- Cancels a job. KEYS: base. ARGV: id. Returns `missing`, `unchanged`, `cancelled` or `requested`.

local base = KEYS[1]
--- @include "clock"
--- @include "promote"
--- @include "finish"
--- @include "retention"
--- @include "lists"

promote()
local id = ARGV[1]
local kept, state = is_kept(id)
if not kept then return 'missing' end
if state == 'delayed' then
  call('ZREM', base .. 'delayed', id)
elseif state == 'waiting' or state == 'active' then
  if state == 'active' or not dequeue(id) then
    -- It runs, or its worker has just fetched it: the worker reads the flag, at once or at its next lock renewal.
    if call('HSETNX', base .. id, 'cancel', 1) == 1 then touch(id) end
    call('PUBLISH', base .. CHANNEL_TAG .. 'cancel', id)
    return 'requested'
  end
else
  return 'unchanged'
end
-- A stalled job waits again, but its old run may still be active.
if call('HGET', base .. id, 'lost') then call('PUBLISH', base .. CHANNEL_TAG .. 'cancel', id) end
finish(id, 'cancelled', read_for_finish(id))
return 'cancelled'
