import { UnrecoverableError } from '../../domain/jobs/index.js'
import { isAppError } from '../../domain/platform/index.js'
import type { JobHandler, JobRun } from '../../ports/jobs/index.js'
import type { Logger } from '../../ports/platform/index.js'
import { parsePayload } from './check-payload.js'
import type { JobDefinition } from './define-job.js'
import { withFields } from './with-fields.js'

/** What a handler is given for one run. Its parts may be taken out: `({ payload, signal, progress }) => ...`. */
export interface JobContext<Payload = unknown> extends Pick<JobRun, 'signal' | 'progress' | 'attempt' | 'key'> {
  /** What the schema of the type made of the payload that was added. */
  readonly payload: Payload
  /** Adds the job's type, id and attempt to every line. */
  readonly log: Logger
}

/** Runs a job of a known payload once. What it resolves to is the result, in its JSON form. */
export type TypedJobHandler<Payload = unknown> = (context: JobContext<Payload>) => unknown

/** The handler as the queue calls it. A payload that does not fit the schema ends its job: no repetition mends it. */
export function toJobHandler(definition: JobDefinition, handler: TypedJobHandler, logger: Logger): JobHandler {
  return async (run) => {
    const { id, type, attempt, key, progress } = run
    const payload = await parsePayload(definition, run.payload).catch((error: unknown) => {
      throw isAppError(error, 'INVALID_PAYLOAD') ? unrecoverable(error) : error
    })
    return handler({
      payload,
      attempt,
      key,
      progress,
      log: withFields(logger, { jobType: type, jobId: id, attempt }),
      // Asked for only when the handler does: a queue may make it then.
      get signal() {
        return run.signal
      },
    })
  }
}

function unrecoverable(cause: Error & { readonly code: string }): UnrecoverableError {
  return Object.assign(new UnrecoverableError(cause.message, { cause }), { code: cause.code })
}
