/**
 * All error codes of this package and their meaning. The set is closed, and the codes are public API:
 * callers branch on them, and the HTTP layer maps each to one status. Codes are never renamed.
 */
export const ERROR_CODES = {
  // platform
  CONFIG_INVALID: 'the configuration cannot be used',
  REDIS_REQUIRED: 'Redis is required and cannot be used',
  DATA_DIR_UNUSABLE: 'the data folder is not writable',
  PORT_UNAVAILABLE: 'the service cannot listen on its port',
  APP_CLOSED: 'the app is closed or closing',
  ABORTED: 'the operation was aborted by its signal',
  INVALID_ARGUMENT: 'an argument is invalid',
  UNSERIALISABLE: 'a value has no JSON form',
  INTERNAL: 'an unexpected error in this software',
  // a backing store (Redis, database)
  STORE_UNAVAILABLE: 'the store did not answer within the deadline; nothing was done',
  OUTCOME_UNKNOWN: 'the store did not confirm within the deadline; the operation may have been executed',
  STORE_FULL: 'the store is full',
  DATABASE_INCOMPATIBLE: 'the database has tables that this version cannot use',
  // cache
  UNKNOWN_NAMESPACE: 'the cache namespace is not declared',
  INVALID_KEY: 'a cache key or tag is not a well-formed string within its limit',
  INVALID_TTL: 'a time to live is not a finite number above zero',
  ENTRY_TOO_LARGE: 'a value exceeds the size limit of an entry',
  LOAD_TIMEOUT: 'a loader exceeded its timeout, and there is no stale value',
  NOT_A_COUNTER: 'the entry to increment is not a safe integer, or the sum would not be one',
  // sessions
  INVALID_ID: 'a session id is not 1 to 256 well-formed characters',
  SESSION_EXISTS: 'a live session has this id',
  SESSION_ENDED: 'the session has ended',
  SESSION_CONFLICT: 'another caller changed the same field after it was read',
  SESSION_TOO_LARGE: 'the session data exceeds its size limit',
  // access
  FORBIDDEN: 'the role of the caller does not allow this',
  // accounts
  INVALID_USER: 'the data of a user cannot be used',
  USER_NOT_FOUND: 'the user does not exist',
  USER_EXISTS: 'a user with this e-mail address or id already exists',
  WRONG_CREDENTIALS: 'the e-mail address or the password is wrong, or the user is disabled',
  LAST_ADMINISTRATOR: 'there would be no administrator who can sign in',
  ALREADY_SET_UP: 'there is a user already',
  INVALID_SETUP_TOKEN: 'the set-up token is wrong, used or replaced',
  BUSY: 'too many passwords are being checked at once; nothing was done',
  // jobs
  UNKNOWN_JOB_TYPE: 'the job type is not defined',
  INVALID_PAYLOAD: 'the payload does not match the schema of its job type',
  JOB_TOO_LARGE: 'the payload or the result of a job exceeds its size limit',
  QUEUE_FULL: 'the queue is full',
  JOB_NOT_FOUND: 'the job does not exist',
  ILLEGAL_JOB_STATE: 'the state of the job does not allow this',
  WORKERS_NEED_REDIS: 'a worker process needs Redis to receive jobs',
  // curriculum
  INVALID_PROGRAM: 'the brief of a program cannot be used',
  PROGRAM_NOT_FOUND: 'the program does not exist',
  PROGRAM_EXISTS: 'a program with this id already exists',
  CURRICULUM_NOT_FOUND: 'the version of the curriculum does not exist',
  VERSION_CONFLICT: 'another caller changed it after it was read',
  UNKNOWN_FORMAT: 'there is no exporter for this format',
  OUTPUT_UNUSABLE: 'the output folder cannot be used',
  OUTPUT_NOT_WRITTEN: 'the files could not be written',
  // knowledge
  UNSUPPORTED_DOCUMENT: 'the file has an unsupported format',
  UNREADABLE_DOCUMENT: 'the file is empty, damaged, encrypted, or cannot be read within its limits',
  DOCUMENT_TOO_LARGE: 'the file exceeds the limit of bytes or of text',
  ARCHIVE_LIMITS: 'the archive exceeds the limit of decompressed bytes or of parts',
  UNSAFE_ARCHIVE: 'the archive has a path that leaves it, or declares XML entities',
  DOCUMENT_NOT_FOUND: 'the program has no document of this name',
  TOO_MANY_DOCUMENTS: 'the program has the maximum number of documents',
  NO_USABLE_DOCUMENTS: 'none of the documents can be used',
} as const

/** One of the stable codes of {@link ERROR_CODES}. */
export type ErrorCode = keyof typeof ERROR_CODES
