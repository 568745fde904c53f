import { jobLua } from './job-lua.js'

/** Lets a failed job run again. ARGV: id. Returns `missing`; `taken` and who has its key; its state; or `revived` and all fields. */
export const RETRY_JOB = jobLua(`
settle()
local id = ARGV[1]
local job = base .. id
if not isKept(id) then return {'missing'} end
local known = call('HMGET', job, 'state', 'key')
if known[1] == 'waiting' and activeJobs()[id] then return {'active'} end
if known[1] ~= 'failed' then return {known[1]} end
if known[2] then
  local holder = call('HGET', base .. 'keys', known[2])
  if holder and holder ~= id and isKept(holder) then return {'taken', holder} end
  call('HSET', base .. 'keys', known[2], id)
end
call('ZREM', base .. 'failed', id)
call('ZREM', base .. 'expiry', id)
call('HDEL', job, 'finishedOn', 'dueAt', 'progress', 'losses', 'lost')
call('HSET', job, 'state', 'waiting', 'attemptsMade', 0)
touch(id)
enqueue(id)
return {'revived', call('HGETALL', job)}`)
