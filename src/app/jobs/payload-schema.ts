import { payloadJson } from '../../domain/jobs/index.js'
import { AppError, type JsonValue } from '../../domain/platform/index.js'

/**
 * A schema of any library that implements Standard Schema 1 (standardschema.dev): zod, valibot, arktype and others. Only
 * the parts in use are declared here, so that no package is needed.
 */
export interface StandardSchemaV1<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1
    /** The name of the library. */
    readonly vendor: string
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>
    /** Types only; not present at run time. */
    readonly types?: { readonly input: Input; readonly output: Output } | undefined
  }
}

/** The parsed value, or the validation issues. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] }

export interface SchemaIssue {
  readonly message: string
  /** The path to the invalid value, outermost key first. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** The input type of a schema. */
export type SchemaInput<Schema extends StandardSchemaV1> = NonNullable<Schema['~standard']['types']>['input']

/** The output type of a schema. */
export type SchemaOutput<Schema extends StandardSchemaV1> = NonNullable<Schema['~standard']['types']>['output']

/** The parts of a `JobDefinition` that validation needs. */
interface PayloadDefinition<Payload = unknown> {
  readonly type: string
  readonly payload: StandardSchemaV1<unknown, Payload>
}

/** Maximum number of issues in an error. */
const MAX_ISSUES = 20

/**
 * Validates a payload and returns it as the queue will store it. Validation happens after a JSON round trip, so that the
 * worker accepts it too: a `Date`, for example, arrives there as a string.
 *
 * @param where which of several payloads it is, for the error message
 * @throws AppError `UNSERIALISABLE`, `JOB_TOO_LARGE`, `INVALID_PAYLOAD` with `details.issues`
 */
export async function checkPayload(
  definition: PayloadDefinition,
  payload: unknown,
  where = 'payload',
): Promise<JsonValue> {
  const kept = payloadJson(payload, where)
  await parsePayload(definition, JSON.parse(kept), where)
  // Parsed again, because a schema may mutate its input.
  return JSON.parse(kept) as JsonValue
}

/** The output of the schema for a payload. @throws AppError `INVALID_PAYLOAD` with `details.issues` */
export async function parsePayload<Payload>(
  { type, payload: schema }: PayloadDefinition<Payload>,
  payload: unknown,
  where = 'payload',
): Promise<Payload> {
  const result = await schema['~standard'].validate(payload)
  if (!result.issues) return result.value
  const issues = result.issues.slice(0, MAX_ISSUES).map((issue) => ({ path: pointer(issue), message: issue.message }))
  const list = issues.map(({ path, message }) => `${path || '/'}: ${message}`).join('; ')
  throw new AppError('INVALID_PAYLOAD', `the ${where} of a ${type} job does not match its schema: ${list}`, {
    hint: `give a payload that the schema of job type ${type} accepts after a JSON round trip`,
    details: { type, issues },
  })
}

/** A JSON pointer; empty for the whole payload. */
function pointer({ path = [] }: SchemaIssue): string {
  const steps = path.map((step) => String(typeof step === 'object' ? step.key : step))
  return steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
