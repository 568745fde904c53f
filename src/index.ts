/**
 * `curriculum-generator`: build an app and use its facades. Importing this does nothing: what a call needs is loaded
 * when it is made.
 */
export type { Access, ActingServices, Principal } from './app/access/index.js'
export type { Accounts } from './app/accounts/accounts.js'
export type { AdapterChoice, App } from './app/app.js'
export type {
  Cache,
  CacheCounts,
  CacheItem,
  CacheLoadOptions,
  CacheOptions,
  CacheReadOptions,
  CacheStatistics,
  CacheWriteOptions,
  DeepReadonly,
  LoadContext,
  LoadManyContext,
} from './app/cache/index.js'
export type {
  AccountsConfig,
  AppConfig,
  CacheConfig,
  DatabaseConfig,
  HttpConfig,
  JobsConfig,
  LlmConfig,
  LogLevel,
  RedisConfig,
  SessionsConfig,
} from './app/composition/config/app-config.js'
export { readConfig } from './app/composition/config/read-config.js'
export { createApp } from './app/composition/create-app.js'
export type { Overrides } from './app/composition/overrides.js'
export type { Curricula } from './app/curriculum/curricula.js'
export type { CurriculumResult } from './app/curriculum/curriculum-generator.js'
export type { GenerationOptions, GenerationProgress, GenerationStage } from './app/curriculum/index.js'
export type { CreateProgramOptions, Programs } from './app/curriculum/programs.js'
export type { HealthMonitor } from './app/health/health-monitor.js'
export { type DefineJobOptions, defineJob, type JobDefinition } from './app/jobs/define-job.js'
export type { JobContext, TypedJobHandler } from './app/jobs/job-context.js'
export type { ScheduleOptions, StopSchedule } from './app/jobs/job-schedules.js'
export type { AddJobOptions, NewJob } from './app/jobs/job-submissions.js'
export type { JobTypeMap } from './app/jobs/job-types.js'
export type { StartWorkersOptions, StopWorkers } from './app/jobs/job-workers.js'
export type { Jobs, ListJobsOptions } from './app/jobs/jobs.js'
export type { StandardSchemaV1 } from './app/jobs/payload-schema.js'
export type { Knowledge, OpenedDocuments } from './app/knowledge/knowledge.js'
export type { Sessions } from './app/sessions/sessions.js'
export { type NewAccount, USER_ROLES, type User, type UserChanges, type UserRole } from './domain/accounts/index.js'
export { CacheNamespace, type NamespaceDeclaration } from './domain/cache/index.js'
export {
  type BenchmarkReport,
  type Curriculum,
  type CurriculumReport,
  curriculumId,
  EXPORT_FORMATS,
  type ExportFormat,
  type GeneratedCurriculum,
  type Program,
  type ReferenceOutline,
  type SourcingReport,
  type Verdict,
} from './domain/curriculum/index.js'
export type { HealthReport, HealthStatus, ServiceHealth } from './domain/health/index.js'
export {
  type Backoff,
  JOB_STATES,
  type JobFailure,
  type JobProgress,
  type JobState,
  type JobStatus,
  type QueueStats,
  type Retention,
  UnrecoverableError,
} from './domain/jobs/index.js'
export {
  AppError,
  ERROR_CODES,
  type ErrorCode,
  isAppError,
  type JsonObject,
  type JsonValue,
} from './domain/platform/index.js'
export {
  type NewSessionData,
  Role,
  type Session,
  type SessionChanges,
  type SessionData,
  type SessionSummary,
} from './domain/sessions/index.js'
