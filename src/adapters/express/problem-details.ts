import { type AppError, isAppError, type JsonValue } from '../../domain/platform/index.js'
import { ERROR_MAPPING, type ProblemKind } from './error-mapping.js'
import { HttpProblem, type ProblemPart } from './http-problem.js'

/** The body of an error answer: problem details as in RFC 9457. */
export interface ProblemDetails {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail?: string
  readonly instance: string
  readonly requestId: string
  readonly errors?: readonly ProblemPart[]
}

/** An error answer, whatever writes it. */
export interface ProblemAnswer {
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  readonly details: ProblemDetails
}

const PROBLEM_MEDIA_TYPE = 'application/problem+json'

/** When a repetition makes sense if the error does not say: by then Redis was tried again. */
const DEFAULT_RETRY_AFTER_MS = 5_000

/** The answer to `error`. Nothing that a client sent gets into it, except field names in pointers. */
export function problemOf(error: unknown, requestId: string): ProblemAnswer {
  const { status, code, title } = problemKindOf(error)
  const { detail, errors, headers } =
    error instanceof HttpProblem ? error : { detail: undefined, errors: payloadParts(error), headers: {} }
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

/** The row of the table for anything that was thrown. */
function problemKindOf(error: unknown): ProblemKind {
  return ERROR_MAPPING[error instanceof HttpProblem || isAppError(error) ? error.code : 'INTERNAL']
}

/** Where a payload or a brief does not fit. */
function payloadParts(error: unknown): readonly ProblemPart[] | undefined {
  if (isAppError(error, 'INVALID_PROGRAM')) return programParts(error.details.problems)
  if (!isAppError(error, 'INVALID_PAYLOAD')) return undefined
  // Not why: the message of a schema may quote the value.
  const { issues } = error.details
  if (!isList(issues)) return undefined
  const paths = issues.map((issue) =>
    typeof issue === 'object' && issue !== null && 'path' in issue ? issue.path : '',
  )
  return paths.map((path) => ({ pointer: String(path), detail: 'this does not fit the schema' }))
}

/** What is expected is said in words of ours. */
function programParts(problems: JsonValue | undefined): readonly ProblemPart[] | undefined {
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
