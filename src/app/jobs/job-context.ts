import { UnrecoverableError } from '../../domain/jobs/index.js'
import { isAppError } from '../../domain/platform/index.js'
import type { JobHandler, JobRun } from '../../ports/jobs/index.js'
import type { LogFields, Logger } from '../../ports/platform/index.js'
import type { JobDefinition } from './define-job.js'
import { parsePayload } from './payload-schema.js'

/** One run, as a handler sees it. Can be destructured: `({ payload, signal, progress }) => ...`. */
export interface JobContext<Payload = unknown> extends Pick<JobRun, 'signal' | 'progress' | 'attempt' | 'key'> {
  /** The output of the schema for the stored payload. */
  readonly payload: Payload
  /** Adds the type, id and attempt of the job to every line. */
  readonly log: Logger
}

/** Runs a job once. The resolved value is the result, stored as JSON. */
export type TypedJobHandler<Payload = unknown> = (context: JobContext<Payload>) => unknown

/** The handler as the queue calls it. A payload that fails validation ends the job: a retry cannot succeed. */
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
      // A getter, because the queue creates the signal on first use.
      get signal() {
        return run.signal
      },
    })
  }
}

function unrecoverable(cause: Error & { readonly code: string }): UnrecoverableError {
  return Object.assign(new UnrecoverableError(cause.message, { cause }), { code: cause.code })
}

/** A logger that adds `fields` to every line. */
function withFields(logger: Logger, fields: LogFields): Logger {
  return {
    debug: (message, more) => logger.debug(message, { ...more, ...fields }),
    info: (message, more) => logger.info(message, { ...more, ...fields }),
    warn: (message, more) => logger.warn(message, { ...more, ...fields }),
    error: (message, more) => logger.error(message, { ...more, ...fields }),
  }
}
