import { type AppError, isAppError, type JsonValue } from '../../domain/platform/index.js'
import { ERROR_MAPPING, type ProblemKind, type TransportCode } from './error-mapping.js'

/** One invalid value in a body. */
export interface FieldError {
  /** JSON pointer (RFC 6901) to the invalid value. */
  readonly pointer: string
  /** The reason. Never contains the value. */
  readonly detail: string
}

/** Settings of an {@link HttpProblem}. */
interface HttpProblemOptions {
  /** What the client should send instead. Never repeats the input. */
  readonly detail?: string
  readonly errors?: readonly FieldError[]
  /** Headers of the response, like `Allow`. */
  readonly headers?: { readonly [name: string]: string }
  readonly cause?: unknown
}

/** A request that the HTTP layer rejects, with a status that Express uses. All other layers throw `AppError`. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  readonly code: TransportCode
  /** Express uses it in a host without our error handler. */
  readonly status: number
  readonly detail: string | undefined
  readonly errors: readonly FieldError[] | undefined
  readonly headers: { readonly [name: string]: string }

  constructor(code: TransportCode, options: HttpProblemOptions = {}) {
    super(options.detail ?? code, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.status = ERROR_MAPPING[code].status
    this.detail = options.detail
    this.errors = options.errors
    this.headers = options.headers ?? {}
  }
}

/** The body of an error response: problem details (RFC 9457). */
export interface ProblemDetails {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail?: string
  readonly instance: string
  readonly requestId: string
  readonly errors?: readonly FieldError[]
}

/** An error response. */
export interface ProblemResponse {
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  readonly details: ProblemDetails
}

const PROBLEM_MEDIA_TYPE = 'application/problem+json'

/** Default of `Retry-After`: by then the connection to Redis has been retried. */
const DEFAULT_RETRY_AFTER_MS = 5_000

/**
 * The response to any thrown value, for hosts without Express middleware: `status`, `headers` and `details`, the body as
 * JSON. It contains nothing that the client sent, except field names in pointers. An unknown error is a 500 `internal`.
 *
 * @example
 * const { status, headers, details } = problemOf(error, requestId)
 * return new Response(JSON.stringify(details), { status, headers })
 */
export function problemOf(error: unknown, requestId: string): ProblemResponse {
  const { status, code, title, detail: usual } = problemKindOf(error)
  const { detail, errors, headers } =
    error instanceof HttpProblem ? error : { detail: usual, errors: fieldErrors(error), headers: {} }
  return {
    status,
    headers: {
      'Content-Type': PROBLEM_MEDIA_TYPE,
      'Cache-Control': 'no-store',
      ...headers,
      ...retryAfter(status, isAppError(error) ? error : undefined),
    },
    details: {
      type: `urn:problem-type:curriculum-generator:${code}`,
      title,
      status,
      code,
      ...(detail === undefined ? {} : { detail }),
      instance: `urn:request:${requestId}`,
      requestId,
      ...(errors === undefined ? {} : { errors }),
    },
  }
}

/** The row of {@link ERROR_MAPPING} for any thrown value. */
function problemKindOf(error: unknown): ProblemKind {
  return ERROR_MAPPING[error instanceof HttpProblem || isAppError(error) ? error.code : 'INTERNAL']
}

/** The invalid fields of a payload, a brief or a user. */
function fieldErrors(error: unknown): readonly FieldError[] | undefined {
  if (isAppError(error, 'INVALID_PROGRAM', 'INVALID_USER')) return expectedValues(error.details.problems)
  if (!isAppError(error, 'INVALID_PAYLOAD')) return undefined
  // Without the reason: the message of a schema can quote the value.
  const { issues } = error.details
  if (!isList(issues)) return undefined
  const paths = issues.map((issue) =>
    typeof issue === 'object' && issue !== null && 'path' in issue ? issue.path : '',
  )
  return paths.map((path) => ({ pointer: String(path), detail: 'does not match the schema' }))
}

/** The invalid fields of a brief or a user. Their descriptions are constants of this package. */
function expectedValues(problems: JsonValue | undefined): readonly FieldError[] | undefined {
  if (!isList(problems)) return undefined
  return (problems as readonly { readonly pointer: string; readonly expected: string }[]).map(
    ({ pointer, expected }) => ({ pointer, detail: `expected: ${expected}` }),
  )
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function retryAfter(status: number, error: AppError | undefined): { readonly [name: string]: string } {
  const ms = error?.retryAfterMs ?? (status === 503 ? DEFAULT_RETRY_AFTER_MS : undefined)
  return ms === undefined ? {} : { 'Retry-After': String(Math.max(1, Math.ceil(ms / 1000))) }
}

/**
 * Adds `status` and `headers` to an `AppError`, as non-enumerable properties. Express and most error handlers of hosts use
 * them, so that an outage is a 503 there too.
 */
export function withStatus(error: unknown): unknown {
  if (!isAppError(error)) return error
  const { status, headers } = problemOf(error, '')
  const { 'Content-Type': _contentType, ...others } = headers
  const kept = { configurable: true, enumerable: false }
  return Object.defineProperties(error, { status: { ...kept, value: status }, headers: { ...kept, value: others } })
}
