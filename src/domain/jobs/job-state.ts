import { AppError } from '../platform/app-error.js'

/** Where a job stands. The last three are final. */
export const JOB_STATES = ['waiting', 'delayed', 'active', 'completed', 'failed', 'cancelled'] as const
export type JobState = (typeof JOB_STATES)[number]

/** What can happen to a job. */
export type JobEvent =
  | 'due' // its delay is over
  | 'taken' // a worker fetched it
  | 'succeeded' // its handler returned
  | 'retried' // a run failed, attempts are left and there is no backoff
  | 'postponed' // a run failed, attempts are left, the backoff runs
  | 'exhausted' // a run failed and no attempt is left
  | 'lost' // its worker died
  | 'cancelled' // cancelled while not running, or a run ended with an error after the cancel signal
  | 'revived' // someone asked for a failed job to run again

/**
 * The state that follows, by state and event; what is not listed is illegal. `active` + `succeeded` is `completed`
 * also after a cancel was requested: work that was done is not denied.
 */
export const JOB_TRANSITIONS: { readonly [state in JobState]: { readonly [event in JobEvent]?: JobState } } = {
  waiting: { taken: 'active', cancelled: 'cancelled' },
  delayed: { due: 'waiting', cancelled: 'cancelled' },
  active: {
    succeeded: 'completed',
    retried: 'waiting',
    postponed: 'delayed',
    exhausted: 'failed',
    lost: 'waiting',
    cancelled: 'cancelled',
  },
  completed: {},
  failed: { revived: 'waiting' },
  cancelled: {},
}

/** Whether a job in `state` is done for good, unless it is revived. */
export function isFinal(state: JobState): boolean {
  return state === 'completed' || state === 'failed' || state === 'cancelled'
}

/** The state after `event`. @throws AppError `ILLEGAL_JOB_STATE` if {@link JOB_TRANSITIONS} has no such step */
export function nextState(state: JobState, event: JobEvent): JobState {
  const next = JOB_TRANSITIONS[state][event]
  if (next) return next
  const allowed = Object.keys(JOB_TRANSITIONS[state])
  throw new AppError('ILLEGAL_JOB_STATE', `a job that is ${state} cannot be ${event}`, {
    hint: allowed.length > 0 ? `while ${state} it can be: ${allowed.join(', ')}` : `${state} is final`,
    details: { state, event },
  })
}
