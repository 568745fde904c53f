import { jobLua } from './job-lua.js'

/**
 * Gives back a job whose run was cut off, or never began. ARGV: id, run, and 1 if the handler had been called. It waits
 * in front of the others, and an attempt that did not begin is not counted.
 */
export const RELEASE_RUN = jobLua(`
local id = ARGV[1]
local job = base .. id
local known = call('HMGET', job, 'runs', 'state', 'cancel')
if known[1] ~= ARGV[2] or known[2] ~= 'active' then return 0 end
call('DEL', job .. ':lock')
call('SREM', base .. 'stalled', id)
call('LREM', base .. 'active', -1, id)
if ARGV[3] ~= '1' then call('HINCRBY', job, 'attemptsMade', -1) end
if known[3] then
  finish(id, 'cancelled')
else
  call('HSET', job, 'state', 'waiting')
  touch(id)
  enqueue(id, true)
end
return 1`)
