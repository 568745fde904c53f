import { ENDING, jobLua, PROMOTING } from './job-lua.js'

/** Returns all fields of a job. ARGV: id. A fetched job counts as active, even before its run starts. */
export const READ_JOB = jobLua({
  parts: [...PROMOTING, ...ENDING, 'activeJobs'],
  body: `
promote()
local id = ARGV[1]
local kept, state = isKept(id)
if not kept then return {} end
local fields = call('HGETALL', base .. id)
if state == 'waiting' and activeJobs()[id] then
  table.insert(fields, 'state')
  table.insert(fields, 'active')
end
return fields`,
})
