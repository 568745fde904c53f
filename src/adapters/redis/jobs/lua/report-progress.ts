import { jobLua } from './job-lua.js'

/** Stores the progress of a run. ARGV: id, run, progress in JSON. */
export const REPORT_PROGRESS = jobLua({
  parts: ['announce', 'touch'],
  body: `
local known = call('HMGET', base .. ARGV[1], 'runs', 'state')
if known[1] ~= ARGV[2] or known[2] ~= 'active' then return 0 end
call('HSET', base .. ARGV[1], 'progress', ARGV[3])
touch(ARGV[1])
return 1`,
})
