import { ENDING, jobLua, PROMOTING } from './job-lua.js'

/** How many jobs are waiting, delayed, active, completed, failed and cancelled, and 1 if the type is paused. */
export const COUNT_JOBS = jobLua({
  parts: [...PROMOTING, ...ENDING, 'purge'],
  body: `
promote()
purge()
return {
  call('LLEN', base .. 'wait') + call('LLEN', base .. 'paused'),
  call('ZCARD', base .. 'delayed'),
  call('LLEN', base .. 'active'),
  call('ZCARD', base .. 'completed'),
  call('ZCARD', base .. 'failed'),
  call('ZCARD', base .. 'cancelled'),
  call('EXISTS', base .. 'meta-paused'),
}`,
})
