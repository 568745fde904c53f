import { ERROR_MAPPING, type TransportCode } from './error-mapping.js'

/** One fault inside a body. */
export interface ProblemPart {
  /** JSON pointer (RFC 6901) to the offending part. */
  readonly pointer: string
  /** What is wrong with it. Never the value itself. */
  readonly detail: string
}

/** What an {@link HttpProblem} carries beside its code. */
export interface HttpProblemOptions {
  /** What would be accepted instead. Never repeats the input. */
  readonly detail?: string
  readonly errors?: readonly ProblemPart[]
  /** Headers of the answer, like `Allow`. */
  readonly headers?: { readonly [name: string]: string }
  readonly cause?: unknown
}

/** A request that the transport refuses. Everything behind the transport throws `AppError`. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  readonly code: TransportCode
  /** What Express goes by in a host that does not know our problems. */
  readonly status: number
  readonly detail: string | undefined
  readonly errors: readonly ProblemPart[] | undefined
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
