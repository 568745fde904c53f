import { type LuaScriptName, loadLua } from '../scripts/load-lua.js'

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

/** The wrapper of every payload. A job whose data does not start with it was not added by this queue. */
export const ENVELOPE = { start: '{"curriculum":1,"payload":', end: '}' } as const

/** Maximum number of prioritized jobs per script call: each needs a search in the list, which blocks Redis. */
export const MAX_RANKED = 10

interface BullScript {
  readonly numberOfKeys: number
  readonly lua: string
}

/** ioredis sends a script as its digest, and in full to a server that does not know it. */
function scriptLoader(channelTag: string) {
  const constants = { MAX_RANKED, ENVELOPE_START: ENVELOPE.start, CHANNEL_TAG: channelTag }
  return (name: LuaScriptName & `jobs/${string}`, numberOfKeys = 1): BullScript => {
    return { numberOfKeys, lua: loadLua(name, constants) }
  }
}

/**
 * The scripts of `../lua/jobs`. Each file documents keys, arguments and reply.
 *
 * @param channelTag see {@link JobKeys.channelTag}
 */
export function submitScripts(channelTag: string): { readonly [name in keyof SubmitScripts]: BullScript } {
  const bullScript = scriptLoader(channelTag)
  return {
    jobsAdd: bullScript('jobs/add-jobs'),
    jobsRead: bullScript('jobs/read-job'),
    jobsList: bullScript('jobs/list-jobs'),
    jobsCount: bullScript('jobs/count-jobs'),
    jobsCancel: bullScript('jobs/cancel-job'),
    jobsRetry: bullScript('jobs/retry-job'),
    jobsRemove: bullScript('jobs/remove-job'),
    jobsTrim: bullScript('jobs/trim-jobs'),
    jobsPause: bullScript('jobs/pause-jobs'),
  }
}

/**
 * The last three replace scripts of Bull and have their names, keys and arguments: Bull defines a script only if the
 * connection has none of that name.
 */
export function workScripts(channelTag: string): {
  readonly [name in keyof WorkScripts | 'moveToActive' | 'moveStalledJobsToWait' | 'updateDelaySet']: BullScript
} {
  const bullScript = scriptLoader(channelTag)
  return {
    jobsEnd: bullScript('jobs/end-run'),
    jobsRenew: bullScript('jobs/renew-locks'),
    jobsRelease: bullScript('jobs/release-run'),
    jobsProgress: bullScript('jobs/report-progress'),
    moveToActive: bullScript('jobs/claim-job', 8),
    moveStalledJobsToWait: bullScript('jobs/recover-stalled', 7),
    updateDelaySet: bullScript('jobs/promote-due', 6),
  }
}
