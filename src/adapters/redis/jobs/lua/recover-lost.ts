import { ENDING, jobLua, PROMOTING } from './job-lua.js'

/** The failure of a job whose workers died, in JSON. */
const FAILURE = JSON.stringify({
  message: 'its worker died during the run, and no attempt is left',
  code: 'WORKER_LOST',
})

/**
 * Stands in for Bull's `moveStalledJobsToWait`, with Bull's keys and arguments: gives the jobs of dead workers to others.
 * ARGV: -, base, -, interval of the check in ms. What follows a loss is said by the port.
 *
 * A job counts as lost if it was active without a lock at two checks in a row. A check is skipped if there was one just
 * now; the tolerance is ours, as timers that are a moment early would skip every other one.
 */
export const RECOVER_LOST = jobLua({
  base: 'ARGV[2]',
  parts: [...PROMOTING, ...ENDING, 'purge'],
  body: `
if not call('SET', base .. 'stalled-check', now, 'PX', math.floor(ARGV[4] * 0.8), 'NX') then return {{}, {}} end
promote()
purge()
local failed, lost = {}, {}
local suspects = call('SMEMBERS', base .. 'stalled')
call('DEL', base .. 'stalled')
for _, id in ipairs(suspects) do
  local job = base .. id
  if call('EXISTS', job .. ':lock') == 0 and call('LREM', base .. 'active', 1, id) > 0 then
    local known = forFinish(id)
    local state, attempts, opts, priority = unpack(call('HMGET', job, 'state', 'attemptsMade', 'opts', 'priority'))
    if state == 'waiting' and not known[6] then
      -- Fetched and never begun.
      enqueue({id, priority}, true)
    elseif state and known[6] then
      finish(id, 'cancelled', known)
    elseif state then
      local losses = call('HINCRBY', job, 'losses', 1)
      if tonumber(attempts) < cjson.decode(opts).retry.attempts or losses <= 1 then
        call('HSET', job, 'state', 'waiting', 'lost', 1)
        touch(id)
        enqueue({id, priority}, true)
        table.insert(lost, id)
      else
        finish(id, 'failed', known, 'failedReason', '${FAILURE}')
        table.insert(failed, id)
      end
    end
  end
end
for _, id in ipairs(call('LRANGE', base .. 'active', 0, -1)) do call('SADD', base .. 'stalled', id) end
return {failed, lost}`,
})
