import { ENDING, jobLua, TELLING } from './job-lua.js'

/** Drops finished jobs past their age, at most a thousand; how many. */
export const TRIM_JOBS = jobLua([...TELLING, ...ENDING, 'purge'], 'return purge()')
