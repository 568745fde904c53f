import { ADD_JOBS } from './lua/add-jobs.js'
import { CANCEL_JOB } from './lua/cancel-job.js'
import { COUNT_JOBS } from './lua/count-jobs.js'
import { END_RUN } from './lua/end-run.js'
import { LIST_JOBS } from './lua/list-jobs.js'
import { PAUSE_JOBS } from './lua/pause-jobs.js'
import { PROMOTE_DUE } from './lua/promote-due.js'
import { READ_JOB } from './lua/read-job.js'
import { RECOVER_LOST } from './lua/recover-lost.js'
import { RELEASE_RUN } from './lua/release-run.js'
import { REMOVE_JOB } from './lua/remove-job.js'
import { RENEW_LOCKS } from './lua/renew-locks.js'
import { REPORT_PROGRESS } from './lua/report-progress.js'
import { RETRY_JOB } from './lua/retry-job.js'
import { TAKE_JOB } from './lua/take-job.js'
import { TRIM_JOBS } from './lua/trim-jobs.js'

/** A hash as Redis answers it: names and values in turn. */
export type FieldList = readonly string[]

/** A job that a script handed out: its fields as Bull reads them, and its key. */
export type HandedJob = readonly [fields: FieldList, id: string]

/** The scripts of whoever submits, as methods of the connection. `base` is what all keys of a type begin with. */
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

/** The scripts of workers. */
export interface WorkScripts {
  jobsEnd(base: string, ...end: readonly (string | number)[]): Promise<readonly [string, FieldList?, string?]>
  jobsRenew(base: string, token: string, lockMs: number, ...runs: readonly (string | number)[]): Promise<FieldList>
  jobsRelease(base: string, id: string, run: number, begun: 0 | 1): Promise<0 | 1>
  jobsProgress(base: string, id: string, run: number, progress: string): Promise<0 | 1>
}

const keyed = (lua: string) => ({ numberOfKeys: 1, lua })

export const SUBMIT_SCRIPTS: { readonly [name in keyof SubmitScripts]: { numberOfKeys: number; lua: string } } = {
  jobsAdd: keyed(ADD_JOBS),
  jobsRead: keyed(READ_JOB),
  jobsList: keyed(LIST_JOBS),
  jobsCount: keyed(COUNT_JOBS),
  jobsCancel: keyed(CANCEL_JOB),
  jobsRetry: keyed(RETRY_JOB),
  jobsRemove: keyed(REMOVE_JOB),
  jobsTrim: keyed(TRIM_JOBS),
  jobsPause: keyed(PAUSE_JOBS),
}

/**
 * Those of workers, and three under the names and with the keys of Bull's own: Bull defines a script only where its
 * connection has none of that name, and so works with ours.
 */
export const WORK_SCRIPTS: {
  readonly [name in keyof WorkScripts | 'moveToActive' | 'moveStalledJobsToWait' | 'updateDelaySet']: {
    numberOfKeys: number
    lua: string
  }
} = {
  jobsEnd: keyed(END_RUN),
  jobsRenew: keyed(RENEW_LOCKS),
  jobsRelease: keyed(RELEASE_RUN),
  jobsProgress: keyed(REPORT_PROGRESS),
  moveToActive: { numberOfKeys: 8, lua: TAKE_JOB },
  moveStalledJobsToWait: { numberOfKeys: 7, lua: RECOVER_LOST },
  updateDelaySet: { numberOfKeys: 6, lua: PROMOTE_DUE },
}
