import { AppError } from '../platform/app-error.js'

/** The states of a job. The last three are final. */
export const JOB_STATES = ['waiting', 'delayed', 'active', 'completed', 'failed', 'cancelled'] as const
export type JobState = (typeof JOB_STATES)[number]

/** The events of a job. */
export type JobEvent =
  | 'due' // its delay is over
  | 'claimed' // a worker took it
  | 'succeeded' // its handler returned
  | 'requeued' // a run failed, attempts are left, and there is no backoff
  | 'postponed' // a run failed, attempts are left, and the backoff starts
  | 'exhausted' // a run failed and no attempt is left
  | 'stalled' // its worker died, or closed before the run ended
  | 'cancelled' // cancelled while not running, or a run ended with an error after the cancel signal
  | 'retried' // `retry` was called for a failed job

/**
 * The next state, by state and event; all other combinations are illegal. `active` + `succeeded` is `completed` even
 * after a cancel request: the work is done.
 */
export const JOB_TRANSITIONS: { readonly [state in JobState]: { readonly [event in JobEvent]?: JobState } } = {
  waiting: { claimed: 'active', cancelled: 'cancelled' },
  delayed: { due: 'waiting', cancelled: 'cancelled' },
  active: {
    succeeded: 'completed',
    requeued: 'waiting',
    postponed: 'delayed',
    exhausted: 'failed',
    stalled: 'waiting',
    cancelled: 'cancelled',
  },
  completed: {},
  failed: { retried: 'waiting' },
  cancelled: {},
}

/** Whether `state` is final. Only `retry` can leave `failed`. */
export function isFinal(state: JobState): boolean {
  return state === 'completed' || state === 'failed' || state === 'cancelled'
}

/** The state after `event`. @throws AppError `ILLEGAL_JOB_STATE` if {@link JOB_TRANSITIONS} does not list it */
export function nextState(state: JobState, event: JobEvent): JobState {
  const next = JOB_TRANSITIONS[state][event]
  if (next) return next
  const allowed = Object.keys(JOB_TRANSITIONS[state])
  throw new AppError('ILLEGAL_JOB_STATE', `a job that is ${state} cannot be ${event}`, {
    hint: allowed.length > 0 ? `while ${state} it can be: ${allowed.join(', ')}` : `${state} is final`,
    details: { state, event },
  })
}
