/**
 * Every code an error of this package can carry, and what it means. The set is closed and the codes are public API:
 * callers branch on them, the HTTP layer maps each to one status, and none is ever renamed.
 */
export const ERROR_CODES = {
  // platform
  CONFIG_INVALID: 'the configuration cannot be used',
  REDIS_REQUIRED: 'Redis is required and cannot be used',
  DATA_DIR_UNUSABLE: 'the data folder cannot be written',
  PORT_UNAVAILABLE: 'the service cannot listen on its port',
  APP_CLOSED: 'the app is closed or closing',
  ABORTED: 'the caller gave up',
  INVALID_ARGUMENT: 'an argument is outside what the call accepts',
  UNSERIALISABLE: 'a value has no JSON form',
  INTERNAL: 'an unexpected fault of this software',
  // a backing store (Redis, database)
  STORE_UNAVAILABLE: 'the store did not answer within the deadline; nothing was done',
  OUTCOME_UNKNOWN: 'the store did not confirm within the deadline; the operation may have been carried out',
  STORE_FULL: 'the store has no room left',
  DATABASE_INCOMPATIBLE: 'the database has tables that this version cannot use',
  // cache
  UNKNOWN_NAMESPACE: 'the cache namespace is not declared',
  INVALID_KEY: 'a cache key or tag is not a well-formed string within its limit',
  INVALID_TTL: 'a time to live is not a finite number above zero',
  ENTRY_TOO_LARGE: 'a value is larger than an entry may be',
  LOAD_TIMEOUT: 'a loader took longer than it may, and there is no stale value',
  NOT_A_COUNTER: 'the entry to increment does not hold a safe integer, or would leave that range',
  // sessions
  INVALID_ID: 'a session id is not 1 to 256 well-formed characters',
  SESSION_EXISTS: 'a live session has this id',
  SESSION_ENDED: 'the session has ended',
  SESSION_CONFLICT: 'another caller changed the same field after it was read',
  SESSION_TOO_LARGE: 'the session data is larger than a session may be',
  // jobs
  UNKNOWN_JOB_TYPE: 'the job type is not defined',
  INVALID_PAYLOAD: 'the payload does not fit the schema of its job type',
  JOB_TOO_LARGE: 'the payload or the result of a job is larger than it may be',
  QUEUE_FULL: 'the queue holds as much as it may',
  JOB_NOT_FOUND: 'there is no such job',
  ILLEGAL_JOB_STATE: 'the state of the job does not allow this',
  WORKERS_NEED_REDIS: 'a process of workers alone needs Redis to receive jobs',
  // curriculum
  INVALID_PROGRAM: 'the brief of a program cannot be used',
  PROGRAM_NOT_FOUND: 'there is no such program',
  PROGRAM_EXISTS: 'there is a program with this id already',
  CURRICULUM_NOT_FOUND: 'there is no such version of a curriculum',
  VERSION_CONFLICT: 'it was changed by someone else since it was read',
  UNKNOWN_FORMAT: 'there is no export of this format',
  OUTPUT_UNUSABLE: 'the folder for the result cannot be used',
  OUTPUT_NOT_WRITTEN: 'the result could not be written',
  // knowledge
  UNSUPPORTED_DOCUMENT: 'the file is of no format that is read',
  UNREADABLE_DOCUMENT: 'the file is empty, damaged, encrypted, or cannot be read within its limits',
  DOCUMENT_TOO_LARGE: 'the file has more bytes or more text than a document may have',
  ARCHIVE_LIMITS: 'the archive inflates to more, or holds more parts, than it may',
  UNSAFE_ARCHIVE: 'the archive reaches outside of itself or declares entities',
  DOCUMENT_NOT_FOUND: 'the program has no document of this name',
  TOO_MANY_DOCUMENTS: 'the program has as many documents as it may',
  NO_USABLE_DOCUMENTS: 'none of the documents can be used',
} as const

/** One of the stable codes of {@link ERROR_CODES}. */
export type ErrorCode = keyof typeof ERROR_CODES
