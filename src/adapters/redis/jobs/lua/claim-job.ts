import { jobLua } from './job-lua.js'

/**
 * Replaces Bull's `moveToActive`, with the same keys and arguments. ARGV: base, token, lock in ms, time, and the id of a
 * job that was already fetched, or an empty string for the next job.
 */
export const CLAIM_JOB = jobLua({
  base: 'ARGV[1]',
  parts: ['hasDue', 'announce', 'claim'],
  lazy: ['touch', 'enqueue', 'promote', 'drop', 'finish', 'cancelFetched', 'reject'],
  body: `
local id = ARGV[5]
if id and id ~= '' then
  call('SREM', KEYS[5], id)
else
  if hasDue() then lazy().promote() end
  id = call('RPOPLPUSH', base .. 'wait', base .. 'active')
end
local fields = id and claim(id, ARGV[2], ARGV[3])
return fields and {fields, id}`,
})
