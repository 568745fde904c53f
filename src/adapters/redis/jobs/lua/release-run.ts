import { ENDING, jobLua } from './job-lua.js'

/**
 * Gives back a job whose run was cut off, or never began. ARGV: id, run, and 1 if the handler had been called. It waits
 * in front of the others, and an attempt that did not begin is not counted.
 */
export const RELEASE_RUN = jobLua({
  parts: ['announce', 'touch', 'enqueue', ...ENDING],
  body: `
local id = ARGV[1]
local job = base .. id
local runs, state, cancel, priority = unpack(call('HMGET', job, 'runs', 'state', 'cancel', 'priority'))
if runs ~= ARGV[2] or state ~= 'active' then return 0 end
call('DEL', job .. ':lock')
call('SREM', base .. 'stalled', id)
call('LREM', base .. 'active', -1, id)
if ARGV[3] ~= '1' then call('HINCRBY', job, 'attemptsMade', -1) end
if cancel then
  finish(id, 'cancelled', forFinish(id))
else
  call('HSET', job, 'state', 'waiting')
  touch(id)
  enqueue({id, priority}, true)
end
return 1`,
})
