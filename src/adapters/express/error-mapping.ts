import type { ErrorCode } from '../../domain/platform/index.js'

/** The HTTP form of one error code. */
export interface ProblemKind {
  readonly status: number
  /** Stable, in kebab-case. Clients branch on it. */
  readonly code: string
  /** Constant for the code. */
  readonly title: string
  /** How the client can fix it; constant for the code. */
  readonly detail?: string
}

/** Errors of the HTTP layer itself, before a use case runs. */
export type TransportCode =
  | 'bad-header'
  | 'bad-path'
  | 'bad-query'
  | 'bad-request'
  | 'csrf'
  | 'headers-too-large'
  | 'invalid-body'
  | 'invalid-string'
  | 'malformed-json'
  | 'method-not-allowed'
  | 'not-found'
  | 'payload-too-large'
  | 'precondition-required'
  | 'request-timeout'
  | 'too-deep'
  | 'unauthenticated'
  | 'unknown-field'
  | 'unsupported-media-type'

/** Maps every error code to its HTTP response. A new code does not compile without a row. */
export const ERROR_MAPPING = {
  // the transport
  'bad-header': { status: 400, code: 'bad-header', title: 'A header cannot be used' },
  'bad-path': { status: 400, code: 'bad-path', title: 'The path is not well encoded' },
  'bad-query': { status: 400, code: 'bad-query', title: 'The query cannot be used' },
  'bad-request': { status: 400, code: 'bad-request', title: 'This is not a well-formed HTTP request' },
  csrf: { status: 403, code: 'csrf', title: 'The request did not come from a page of this service' },
  'headers-too-large': { status: 431, code: 'headers-too-large', title: 'The request headers are too large' },
  'invalid-body': { status: 422, code: 'invalid-body', title: 'The body has values that are not accepted' },
  'invalid-string': { status: 400, code: 'invalid-string', title: 'A text contains characters that cannot be stored' },
  'malformed-json': { status: 400, code: 'malformed-json', title: 'The body is not JSON' },
  'method-not-allowed': { status: 405, code: 'method-not-allowed', title: 'This resource does not offer that method' },
  'not-found': { status: 404, code: 'not-found', title: 'Not found' },
  'payload-too-large': { status: 413, code: 'payload-too-large', title: 'The body is too large' },
  'precondition-required': {
    status: 428,
    code: 'precondition-required',
    title: 'The request must say which state it changes',
  },
  'request-timeout': { status: 408, code: 'request-timeout', title: 'The request took too long to arrive' },
  'too-deep': { status: 400, code: 'too-deep', title: 'The body is nested too deeply' },
  unauthenticated: { status: 401, code: 'unauthenticated', title: 'Not signed in' },
  'unknown-field': { status: 400, code: 'unknown-field', title: 'The body has a field that is not accepted' },
  'unsupported-media-type': {
    status: 415,
    code: 'unsupported-media-type',
    title: 'The body has a type, charset or encoding that is not accepted',
  },
  // platform
  CONFIG_INVALID: { status: 500, code: 'config-invalid', title: 'The service is not set up correctly' },
  REDIS_REQUIRED: { status: 503, code: 'redis-required', title: 'A required part of the service is missing' },
  DATA_DIR_UNUSABLE: { status: 503, code: 'data-dir-unusable', title: 'The service cannot keep data' },
  PORT_UNAVAILABLE: { status: 500, code: 'port-unavailable', title: 'The service cannot listen' },
  APP_CLOSED: { status: 503, code: 'app-closed', title: 'The service is closing' },
  ABORTED: { status: 499, code: 'aborted', title: 'The client disconnected' },
  INVALID_ARGUMENT: { status: 400, code: 'invalid-argument', title: 'A value is not accepted' },
  UNSERIALISABLE: { status: 422, code: 'unserialisable', title: 'A value has no JSON form' },
  INTERNAL: { status: 500, code: 'internal', title: 'Something unexpected failed' },
  // backing stores
  STORE_UNAVAILABLE: { status: 503, code: 'store-unavailable', title: 'A store did not answer; nothing was done' },
  OUTCOME_UNKNOWN: { status: 503, code: 'outcome-unknown', title: 'A store did not confirm; it may have been done' },
  STORE_FULL: { status: 503, code: 'store-full', title: 'A store has no room left' },
  DATABASE_INCOMPATIBLE: { status: 503, code: 'database-incompatible', title: 'The database is of another version' },
  // cache
  UNKNOWN_NAMESPACE: { status: 400, code: 'unknown-namespace', title: 'There is no such cache namespace' },
  INVALID_KEY: { status: 400, code: 'invalid-key', title: 'The cache key is not accepted' },
  INVALID_TTL: { status: 400, code: 'invalid-ttl', title: 'The time to live is not accepted' },
  ENTRY_TOO_LARGE: { status: 413, code: 'entry-too-large', title: 'The value is too large to be cached' },
  NOT_A_COUNTER: { status: 409, code: 'not-a-counter', title: 'The cache entry is not a counter' },
  LOAD_TIMEOUT: { status: 504, code: 'load-timeout', title: 'A source took too long to answer' },
  // sessions
  INVALID_ID: { status: 400, code: 'invalid-id', title: 'The id is not accepted' },
  SESSION_EXISTS: { status: 409, code: 'session-exists', title: 'A session with this id exists' },
  SESSION_ENDED: { status: 401, code: 'session-ended', title: 'The session has ended' },
  SESSION_CONFLICT: {
    status: 409,
    code: 'session-conflict',
    title: 'Another request changed the same session field',
  },
  SESSION_TOO_LARGE: { status: 413, code: 'session-too-large', title: 'The session data is too large' },
  // access
  FORBIDDEN: { status: 403, code: 'forbidden', title: 'Your role does not allow this' },
  // accounts
  INVALID_USER: { status: 422, code: 'invalid-user', title: 'The data of the user cannot be used' },
  USER_NOT_FOUND: { status: 404, code: 'user-not-found', title: 'There is no such user' },
  USER_EXISTS: { status: 409, code: 'user-exists', title: 'A user with this e-mail address exists' },
  WRONG_CREDENTIALS: { status: 401, code: 'wrong-credentials', title: 'The e-mail address or the password is wrong' },
  LAST_ADMINISTRATOR: { status: 409, code: 'last-administrator', title: 'There must be an administrator' },
  ALREADY_SET_UP: { status: 409, code: 'already-set-up', title: 'The service is set up already' },
  INVALID_SETUP_TOKEN: { status: 403, code: 'invalid-setup-token', title: 'The set-up token is not valid' },
  BUSY: { status: 503, code: 'busy', title: 'Too many people sign in at once; nothing was done' },
  // jobs
  UNKNOWN_JOB_TYPE: { status: 404, code: 'unknown-job-type', title: 'There is no such job type' },
  INVALID_PAYLOAD: { status: 422, code: 'invalid-payload', title: 'The payload does not fit its job type' },
  JOB_TOO_LARGE: { status: 413, code: 'job-too-large', title: 'The job is too large' },
  QUEUE_FULL: { status: 503, code: 'queue-full', title: 'The queue is full' },
  JOB_NOT_FOUND: { status: 404, code: 'job-not-found', title: 'There is no such job' },
  ILLEGAL_JOB_STATE: { status: 409, code: 'illegal-job-state', title: 'The state of the job does not allow this' },
  WORKERS_NEED_REDIS: { status: 503, code: 'workers-need-redis', title: 'The workers cannot receive jobs' },
  // curriculum
  INVALID_PROGRAM: { status: 422, code: 'invalid-program', title: 'The program brief cannot be used' },
  PROGRAM_NOT_FOUND: { status: 404, code: 'program-not-found', title: 'There is no such program' },
  PROGRAM_EXISTS: { status: 409, code: 'program-exists', title: 'A program with this id exists' },
  CURRICULUM_NOT_FOUND: { status: 404, code: 'curriculum-not-found', title: 'There is no such curriculum' },
  VERSION_CONFLICT: { status: 412, code: 'version-conflict', title: 'Another request changed it after it was read' },
  UNKNOWN_FORMAT: { status: 404, code: 'unknown-format', title: 'There is no export of this format' },
  OUTPUT_UNUSABLE: { status: 422, code: 'output-unusable', title: 'The folder for the result cannot be used' },
  OUTPUT_NOT_WRITTEN: { status: 500, code: 'output-not-written', title: 'The result could not be written' },
  // knowledge
  UNSUPPORTED_DOCUMENT: { status: 415, code: 'unsupported-document', title: 'The format of the file is not supported' },
  UNREADABLE_DOCUMENT: { status: 422, code: 'unreadable-document', title: 'The document cannot be read' },
  DOCUMENT_TOO_LARGE: { status: 413, code: 'document-too-large', title: 'The document is too large' },
  ARCHIVE_LIMITS: { status: 422, code: 'archive-limits', title: 'The archive exceeds the limits' },
  UNSAFE_ARCHIVE: { status: 422, code: 'unsafe-archive', title: 'The archive is not safe to read' },
  DOCUMENT_NOT_FOUND: { status: 404, code: 'document-not-found', title: 'There is no such document' },
  TOO_MANY_DOCUMENTS: { status: 422, code: 'too-many-documents', title: 'The program has too many documents' },
  NO_USABLE_DOCUMENTS: {
    status: 422,
    code: 'no-usable-documents',
    title: 'None of the documents can be used',
    detail: 'add at least one document with text to the program',
  },
} as const satisfies Record<ErrorCode | TransportCode, ProblemKind>
