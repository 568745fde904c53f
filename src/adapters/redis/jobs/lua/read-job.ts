import { jobLua } from './job-lua.js'

/** All fields of a job. ARGV: id. A job that a worker has fetched is active, also before its run begins. */
export const READ_JOB = jobLua(`
settle()
local id = ARGV[1]
if not isKept(id) then return {} end
local fields = call('HGETALL', base .. id)
if call('HGET', base .. id, 'state') == 'waiting' and activeJobs()[id] then
  table.insert(fields, 'state')
  table.insert(fields, 'active')
end
return fields`)
