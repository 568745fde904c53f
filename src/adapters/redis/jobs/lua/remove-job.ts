import { ENDING, jobLua, PROMOTING } from './job-lua.js'

/** Removes a job that is not active. ARGV: id. Returns `missing`, `active` or `removed`. */
export const REMOVE_JOB = jobLua({
  parts: [...PROMOTING, ...ENDING, 'dequeue'],
  body: `
promote()
local id = ARGV[1]
local kept, state, set = isKept(id)
if not kept then return 'missing' end
if state == 'active' or (state == 'waiting' and not dequeue(id)) then return 'active' end
announce(id, 'gone')
remove(id, set)
return 'removed'`,
})
