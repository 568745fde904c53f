import { ADD_JOBS } from './lua/add-jobs.js'
import { CANCEL_JOB } from './lua/cancel-job.js'
import { CLAIM_JOB } from './lua/claim-job.js'
import { COUNT_JOBS } from './lua/count-jobs.js'
import { END_RUN } from './lua/end-run.js'
import { LIST_JOBS } from './lua/list-jobs.js'
import { PAUSE_JOBS } from './lua/pause-jobs.js'
import { PROMOTE_DUE } from './lua/promote-due.js'
import { READ_JOB } from './lua/read-job.js'
import { RECOVER_STALLED } from './lua/recover-stalled.js'
import { RELEASE_RUN } from './lua/release-run.js'
import { REMOVE_JOB } from './lua/remove-job.js'
import { RENEW_LOCKS } from './lua/renew-locks.js'
import { REPORT_PROGRESS } from './lua/report-progress.js'
import { RETRY_JOB } from './lua/retry-job.js'
import { TRIM_JOBS } from './lua/trim-jobs.js'

/** A Redis hash: names and values, alternating. */
export type FieldList = readonly string[]

/** A job that a script claimed: its fields as Bull reads them, and its key. */
export type FetchedJob = readonly [fields: FieldList, id: string]

/** The scripts of the submit connection, as its methods. `base` is the common prefix of all keys of a type. */
export interface SubmitScripts {
  jobsAdd(base: string, ...jobs: readonly (string | number)[]): Promise<readonly string[]>
  jobsRead(base: string, id: string): Promise<FieldList>
  jobsList(base: string, ...listing: readonly (string | number)[]): Promise<readonly unknown[]>
  jobsCount(base: string): Promise<readonly number[]>
  jobsCancel(base: string, id: string): Promise<'missing' | 'unchanged' | 'cancelled' | 'requested'>
  jobsRetry(base: string, id: string): Promise<readonly [string, (string | FieldList)?]>
  jobsRemove(base: string, id: string): Promise<'missing' | 'active' | 'removed'>
  jobsTrim(base: string): Promise<number>
  jobsPause(base: string, paused: 0 | 1): Promise<unknown>
}

/** The scripts of the work connection, as its methods. */
export interface WorkScripts {
  jobsEnd(base: string, ...end: readonly (string | number)[]): Promise<readonly [string, FieldList?, string?]>
  jobsRenew(base: string, token: string, lockMs: number, ...runs: readonly (string | number)[]): Promise<FieldList>
  jobsRelease(base: string, id: string, run: number, started: 0 | 1): Promise<0 | 1>
  jobsProgress(base: string, id: string, run: number, progress: string): Promise<0 | 1>
}

const script = (lua: string) => ({ numberOfKeys: 1, lua })

export const SUBMIT_SCRIPTS: { readonly [name in keyof SubmitScripts]: { numberOfKeys: number; lua: string } } = {
  jobsAdd: script(ADD_JOBS),
  jobsRead: script(READ_JOB),
  jobsList: script(LIST_JOBS),
  jobsCount: script(COUNT_JOBS),
  jobsCancel: script(CANCEL_JOB),
  jobsRetry: script(RETRY_JOB),
  jobsRemove: script(REMOVE_JOB),
  jobsTrim: script(TRIM_JOBS),
  jobsPause: script(PAUSE_JOBS),
}

/**
 * The last three replace scripts of Bull and have their names, keys and arguments: Bull defines a script only if the
 * connection has none of that name.
 */
export const WORK_SCRIPTS: {
  readonly [name in keyof WorkScripts | 'moveToActive' | 'moveStalledJobsToWait' | 'updateDelaySet']: {
    numberOfKeys: number
    lua: string
  }
} = {
  jobsEnd: script(END_RUN),
  jobsRenew: script(RENEW_LOCKS),
  jobsRelease: script(RELEASE_RUN),
  jobsProgress: script(REPORT_PROGRESS),
  moveToActive: { numberOfKeys: 8, lua: CLAIM_JOB },
  moveStalledJobsToWait: { numberOfKeys: 7, lua: RECOVER_STALLED },
  updateDelaySet: { numberOfKeys: 6, lua: PROMOTE_DUE },
}
