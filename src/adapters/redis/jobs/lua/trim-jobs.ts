import { ENDING, jobLua } from './job-lua.js'

/** Deletes finished jobs past their age, a limited number per call. Returns how many. */
export const TRIM_JOBS = jobLua({
  parts: ['announce', 'touch', ...ENDING, 'purge'],
  body: 'return purge()',
})
