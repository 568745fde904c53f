import { takingLua } from './job-lua.js'

/**
 * Ends a run and begins the next one. ARGV: token, lock in ms, id, run, outcome (`completed`, `failed`, `delayed` or
 * `waiting`), result or failure in JSON, delay in ms, progress not yet reported or nothing, and 1 for a next one.
 *
 * Only the latest run of a job may end it: one whose job was given to another worker meanwhile is `refused`, whatever
 * it came to. Returns what became of the job, and the next one.
 */
export const END_RUN = takingLua(`
local id, outcome = ARGV[3], ARGV[5]
local job = base .. id
local known = call('HMGET', job, 'runs', 'state', 'lost', 'cancel')
if not isOwn(known, ARGV[4]) then
  outcome = 'refused'
else
  call('DEL', job .. ':lock')
  call('SREM', base .. 'stalled', id)
  if call('LREM', base .. 'active', -1, id) == 0 then dequeue(id) end
  if known[3] then call('HDEL', job, 'lost') end
  if ARGV[8] ~= '' then call('HSET', job, 'progress', ARGV[8]) end
  if outcome == 'completed' then
    call('HSET', job, 'returnvalue', ARGV[6])
    finish(id, 'completed')
  elseif known[4] then
    outcome = 'cancelled'
    finish(id, 'cancelled')
  else
    call('HSET', job, 'failedReason', ARGV[6])
    if outcome == 'failed' then
      finish(id, 'failed')
    elseif outcome == 'waiting' then
      call('HSET', job, 'state', 'waiting')
      touch(id)
      enqueue(id)
    else
      local due = now + tonumber(ARGV[7])
      call('HSET', job, 'state', 'delayed', 'dueAt', due)
      touch(id)
      delay(id, due)
    end
  end
end
if ARGV[9] ~= '1' then return {outcome} end
settle()
local following = call('RPOPLPUSH', base .. 'wait', base .. 'active')
local fields = following and take(following, ARGV[1], ARGV[2])
return fields and {outcome, fields, following} or {outcome}`)
