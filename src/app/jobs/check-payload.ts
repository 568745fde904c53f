import { payloadJson } from '../../domain/jobs/index.js'
import { AppError, type JsonValue } from '../../domain/platform/index.js'
import type { JobDefinition } from './define-job.js'
import type { SchemaIssue } from './standard-schema.js'

/** Issues that an error carries at most: enough to mend, and bounded. */
const MAX_ISSUES = 20

/**
 * What the queue will keep of `payload`, if the schema of its type accepts that. Checked after the JSON round trip, so
 * that what passes here passes at the worker: a `Date`, for one, arrives there as a string.
 *
 * @param where says which of several payloads it is, for the error
 * @throws AppError `UNSERIALISABLE`, `JOB_TOO_LARGE`, `INVALID_PAYLOAD` with `details.issues`
 */
export async function checkPayload(definition: JobDefinition, payload: unknown, where = 'payload'): Promise<JsonValue> {
  const kept = payloadJson(payload, where)
  await parsePayload(definition, JSON.parse(kept), where)
  // Parsed afresh: a schema may write into what it checks.
  return JSON.parse(kept) as JsonValue
}

/** What the schema of its type makes of a payload. @throws AppError `INVALID_PAYLOAD` with `details.issues` */
export async function parsePayload<Payload>(
  { type, payload: schema }: JobDefinition<unknown, Payload>,
  payload: unknown,
  where = 'payload',
): Promise<Payload> {
  const result = await schema['~standard'].validate(payload)
  if (!result.issues) return result.value
  const issues = result.issues.slice(0, MAX_ISSUES).map((issue) => ({ path: pointer(issue), message: issue.message }))
  const list = issues.map(({ path, message }) => `${path || '/'}: ${message}`).join('; ')
  throw new AppError('INVALID_PAYLOAD', `the ${where} of a ${type} job does not fit its schema: ${list}`, {
    hint: `give what the schema of job type ${type} accepts, in its JSON form`,
    details: { type, issues },
  })
}

/** A JSON pointer; empty: the whole. */
function pointer({ path = [] }: SchemaIssue): string {
  const steps = path.map((step) => String(typeof step === 'object' ? step.key : step))
  return steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
