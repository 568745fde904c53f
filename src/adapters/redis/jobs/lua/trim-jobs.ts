import { ENDING, jobLua } from './job-lua.js'

/** Drops finished jobs past their age, at most a thousand; how many. */
export const TRIM_JOBS = jobLua({
  parts: ['announce', 'touch', ...ENDING, 'purge'],
  body: 'return purge()',
})
