import { jobLua, PROMOTING } from './job-lua.js'

/**
 * Stands in for Bull's `updateDelaySet`, with Bull's keys and arguments. ARGV: base, the worker's own time. Returns when
 * to look again, told in the worker's time, so that its clock need not agree with that of Redis.
 */
export const PROMOTE_DUE = jobLua({
  base: 'ARGV[1]',
  parts: PROMOTING,
  body: `
promote()
local first = call('ZRANGE', base .. 'delayed', 0, 0, 'WITHSCORES')[2]
return first and string.format('%.0f', first + (tonumber(ARGV[2]) - now) * 4096)`,
})
