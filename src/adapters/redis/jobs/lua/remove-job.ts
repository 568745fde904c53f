import { jobLua } from './job-lua.js'

/** Forgets a job that is not active. ARGV: id. Returns `missing`, `active` or `removed`. */
export const REMOVE_JOB = jobLua(`
settle()
local id = ARGV[1]
local state = isKept(id) and call('HGET', base .. id, 'state')
if not state then return 'missing' end
if state == 'active' or (state == 'waiting' and not dequeue(id)) then return 'active' end
if state == 'delayed' then call('ZREM', base .. 'delayed', id) end
announce(id, 'gone')
forget(id)
return 'removed'`)
