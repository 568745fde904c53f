import { ENDING, jobLua, PROMOTING } from './job-lua.js'

/** Cancels a job. ARGV: id. Returns `missing`, `unchanged`, `cancelled` or `requested`. */
export const CANCEL_JOB = jobLua({
  parts: [...PROMOTING, ...ENDING, 'dequeue'],
  body: `
promote()
local id = ARGV[1]
local kept, state = isKept(id)
if not kept then return 'missing' end
if state == 'delayed' then
  call('ZREM', base .. 'delayed', id)
elseif state == 'waiting' or state == 'active' then
  if state == 'active' or not dequeue(id) then
    -- It runs, or its worker has just fetched it: that one reads the flag, at once or at its next look.
    if call('HSETNX', base .. id, 'cancel', 1) == 1 then touch(id) end
    call('PUBLISH', base .. 'cancel', id)
    return 'requested'
  end
else
  return 'unchanged'
end
-- Given up, as its worker did not answer for it: the run may go on all the same.
if call('HGET', base .. id, 'lost') then call('PUBLISH', base .. 'cancel', id) end
finish(id, 'cancelled', forFinish(id))
return 'cancelled'`,
})
