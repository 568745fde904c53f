-- Ends a run and claims the next job.
--
-- KEYS: base. ARGV: token, lock in ms, id, run, state (`completed`, `failed`, `delayed` or `waiting`), result or failure in
-- JSON, delay in ms, unsent progress or an empty string, and 1 to claim the next job.
-- Only the latest run of a job may end it. If another worker took the job over, the state is `refused`. Returns the new state
-- of the job, then fields and id of the next job.

local base = KEYS[1]
--- @include "clock"
local lazy
--- @include "has-due"
--- @include "finish"
--- @include "is-current-run"
--- @include "claim"

local loaded
lazy = function()
  if not loaded then
    --- @include "promote"
    --- @include "delay"
    --- @include "lists"
    --- @include "unclaimed"
    loaded = {
      cancel_fetched = cancel_fetched, delay = delay, dequeue = dequeue, enqueue = enqueue, promote = promote, reject = reject,
    }
  end
  return loaded
end

local token, lock_ms, id, run, outcome, value, delay_ms, progress, fetch = unpack(ARGV)
local job = base .. id
local known = call('HMGET', job, 'revision', 'keepAge', 'keepCount', 'key', 'unique', 'cancel', 'runs', 'state', 'lost',
  'priority')
local stalled = known[9]
if not is_current_run(known[7], known[8], stalled, run) then
  outcome = 'refused'
else
  call('DEL', job .. ':lock')
  call('SREM', base .. 'stalled', id)
  if call('LREM', base .. 'active', -1, id) == 0 then lazy().dequeue(id) end
  if stalled then call('HDEL', job, 'lost') end
  if progress ~= '' then call('HSET', job, 'progress', progress) end
  if outcome == 'completed' then
    finish(id, 'completed', known, 'returnvalue', value)
  elseif known[6] then
    outcome = 'cancelled'
    finish(id, 'cancelled', known)
  elseif outcome == 'failed' then
    finish(id, 'failed', known, 'failedReason', value)
  elseif outcome == 'waiting' then
    call('HSET', job, 'failedReason', value, 'state', 'waiting')
    touch(id)
    lazy().enqueue({id, known[10]})
  else
    local due = now + delay_ms
    call('HSET', job, 'failedReason', value, 'state', 'delayed', 'dueAt', due)
    touch(id)
    lazy().delay(id, due)
  end
end
if fetch ~= '1' then return {outcome} end
if has_due() then lazy().promote() end
local following = call('RPOPLPUSH', base .. 'wait', base .. 'active')
local fields = following and claim(following, token, lock_ms)
return fields and {outcome, fields, following} or {outcome}
