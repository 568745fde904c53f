-- Releases the jobs of dead workers. Replaces Bull's `moveStalledJobsToWait`, with the same keys and arguments.
--
-- ARGV: -, base, -, interval of the check in ms. Returns the ids of failed and of released jobs. The port defines what follows
-- a stall.
-- A job has stalled if it was active without a lock at two checks in a row. A check is skipped if another worker made one
-- within 80 % of the interval; with 100 %, a timer that fires slightly early would skip every second check.

local base = ARGV[2]
--- @include "clock"
--- @include "promote"
--- @include "finish"
--- @include "retention"

-- The failure of a job without attempts whose worker died, in JSON.
local FAILURE = '{"message":"its worker died during the run, and no attempt is left","code":"WORKER_LOST"}'

if not call('SET', base .. 'stalled-check', now, 'PX', math.floor(ARGV[4] * 0.8), 'NX') then return {{}, {}} end
promote()
purge()
local failed, stalled = {}, {}
local suspects = call('SMEMBERS', base .. 'stalled')
call('DEL', base .. 'stalled')
for _, id in ipairs(suspects) do
  local job = base .. id
  if call('EXISTS', job .. ':lock') == 0 and call('LREM', base .. 'active', 1, id) > 0 then
    local known = read_for_finish(id)
    local state, attempts, opts, priority = unpack(call('HMGET', job, 'state', 'attemptsMade', 'opts', 'priority'))
    if state == 'waiting' and not known[6] then
      -- Fetched and never claimed.
      enqueue({id, priority}, true)
    elseif state and known[6] then
      finish(id, 'cancelled', known)
    elseif state then
      local losses = call('HINCRBY', job, 'losses', 1)
      if tonumber(attempts) < cjson.decode(opts).retry.attempts or losses <= 1 then
        call('HSET', job, 'state', 'waiting', 'lost', 1)
        touch(id)
        enqueue({id, priority}, true)
        table.insert(stalled, id)
      else
        finish(id, 'failed', known, 'failedReason', FAILURE)
        table.insert(failed, id)
      end
    end
  end
end
for _, id in ipairs(call('LRANGE', base .. 'active', 0, -1)) do call('SADD', base .. 'stalled', id) end
return {failed, stalled}
