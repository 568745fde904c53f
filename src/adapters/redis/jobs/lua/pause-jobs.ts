import { jobLua, PROMOTING } from './job-lua.js'

/** Pauses or resumes a type. ARGV: 1 to pause. While it is paused, its jobs wait in a list that no worker reads. */
export const PAUSE_JOBS = jobLua({
  parts: PROMOTING,
  body: `
promote()
local from, to = base .. 'paused', base .. 'wait'
if ARGV[1] == '1' then
  from, to = to, from
  call('SET', base .. 'meta-paused', 1)
else
  call('DEL', base .. 'meta-paused')
end
if call('EXISTS', from) == 1 and call('RENAMENX', from, to) == 0 then
  while call('RPOPLPUSH', from, to) do end
end
return 1`,
})
