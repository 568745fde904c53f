import { jobLua } from './job-lua.js'

/**
 * Ends a run and claims the next job. ARGV: token, lock in ms, id, run, state (`completed`, `failed`, `delayed` or
 * `waiting`), result or failure in JSON, delay in ms, unsent progress or an empty string, and 1 to claim the next job.
 *
 * Only the latest run of a job may end it. If another worker took the job over, the answer is `refused`. Returns the new
 * state of the job, then fields and id of the next job.
 */
export const END_RUN = jobLua({
  parts: ['hasDue', 'announce', 'drop', 'finish', 'isOwn', 'claim'],
  lazy: ['touch', 'enqueue', 'promote', 'delay', 'dequeue', 'cancelFetched', 'reject'],
  body: `
local token, lockMs, id, run, outcome, value, rest, progress, fetch = unpack(ARGV)
local job = base .. id
local known = call('HMGET', job, 'revision', 'keepAge', 'keepCount', 'key', 'unique', 'cancel', 'runs', 'state', 'lost',
  'priority')
local lost = known[9]
if not isOwn(known[7], known[8], lost, run) then
  outcome = 'refused'
else
  call('DEL', job .. ':lock')
  call('SREM', base .. 'stalled', id)
  if call('LREM', base .. 'active', -1, id) == 0 then lazy().dequeue(id) end
  if lost then call('HDEL', job, 'lost') end
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
    lazy().touch(id)
    lazy().enqueue({id, known[10]})
  else
    local due = now + rest
    call('HSET', job, 'failedReason', value, 'state', 'delayed', 'dueAt', due)
    lazy().touch(id)
    lazy().delay(id, due)
  end
end
if fetch ~= '1' then return {outcome} end
if hasDue() then lazy().promote() end
local following = call('RPOPLPUSH', base .. 'wait', base .. 'active')
local fields = following and claim(following, token, lockMs)
return fields and {outcome, fields, following} or {outcome}`,
})
