import { jobLua } from './job-lua.js'

/**
 * Stands in for Bull's `moveToActive`, with Bull's keys and arguments. ARGV: base, token, lock in ms, time, and the id of
 * the job that was fetched already, or nothing: the next one then.
 */
export const TAKE_JOB = jobLua({
  base: 'ARGV[1]',
  parts: ['hasDue', 'announce', 'take'],
  seldom: ['touch', 'enqueue', 'promote', 'drop', 'finish', 'cancelFetched', 'reject'],
  body: `
local id = ARGV[5]
if id and id ~= '' then
  call('SREM', KEYS[5], id)
else
  if hasDue() then seldom().promote() end
  id = call('RPOPLPUSH', base .. 'wait', base .. 'active')
end
local fields = id and take(id, ARGV[2], ARGV[3])
return fields and {fields, id}`,
})
