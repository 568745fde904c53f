import type { ServiceIdentifier } from 'inversify'
import type { SqlDatabase } from '../../adapters/sql/index.js'
import type { NamespaceRegistry } from '../../domain/cache/index.js'
import type { OpenState } from '../../domain/platform/index.js'
import type {
  CacheEvents,
  CachePort,
  Clock,
  CronSchedule,
  CurriculumRepository,
  Digest,
  DocumentReader,
  DocumentRepository,
  EventLoopLag,
  HealthProbe,
  Ids,
  JobQueue,
  Logger,
  PasswordHasher,
  ProgramRepository,
  Random,
  SessionStore,
  UserRepository,
} from '../../ports/index.js'
import type { Access } from '../access/access.js'
import type { Accounts } from '../accounts/accounts.js'
import type { Cache } from '../cache/cache.js'
import type { CacheStatistics } from '../cache/cache-statistics.js'
import type { Curricula } from '../curriculum/curricula.js'
import type { CurriculumGenerator } from '../curriculum/curriculum-generator.js'
import type { Programs } from '../curriculum/programs.js'
import type { HealthMonitor } from '../health/health-monitor.js'
import type { Lifecycle } from '../health/lifecycle.js'
import type { Jobs } from '../jobs/jobs.js'
import type { Knowledge } from '../knowledge/knowledge.js'
import type { Sessions } from '../sessions/sessions.js'
import type { RedisConnections } from './redis-connections.js'

/**
 * The name of a binding with its type. A symbol at run time. Typed as an abstract class, because only then Inversify checks
 * the argument types of a factory.
 */
type Token<T> = ServiceIdentifier<T> & (abstract new (...never: never[]) => T)

function token<T>(name: string): Token<T> {
  return Symbol(name) as unknown as Token<T>
}

// platform
export const CLOCK = token<Clock>('Clock')
export const IDS = token<Ids>('Ids')
export const DIGEST = token<Digest>('Digest')
export const RANDOM = token<Random>('Random')
export const LOGGER = token<Logger>('Logger')
export const CRON_SCHEDULE = token<CronSchedule>('CronSchedule')
export const EVENT_LOOP_LAG = token<EventLoopLag>('EventLoopLag')
export const CACHE_EVENTS = token<CacheEvents>('CacheEvents')

export const REDIS_CONNECTIONS = token<RedisConnections>('RedisConnections')
export const SQL_DATABASE = token<SqlDatabase>('SqlDatabase')
export const DATABASE_PROBE = token<HealthProbe>('HealthProbe of the database')

// ports
export const CACHE_PORT = token<CachePort>('CachePort')
export const SESSION_STORE = token<SessionStore>('SessionStore')
export const JOB_QUEUE = token<JobQueue>('JobQueue')
export const PROGRAM_REPOSITORY = token<ProgramRepository>('ProgramRepository')
export const DOCUMENT_REPOSITORY = token<DocumentRepository>('DocumentRepository')
export const CURRICULUM_REPOSITORY = token<CurriculumRepository>('CurriculumRepository')
export const USER_REPOSITORY = token<UserRepository>('UserRepository')
export const PASSWORD_HASHER = token<PasswordHasher>('PasswordHasher')
export const DOCUMENT_READER = token<DocumentReader>('DocumentReader')
export const HEALTH_PROBES = token<readonly HealthProbe[]>('HealthProbe[]')

// services
export const OPEN_STATE = token<OpenState>('OpenState')
export const NAMESPACES = token<NamespaceRegistry>('NamespaceRegistry')
export const CACHE = token<Cache>('Cache')
export const SESSIONS = token<Sessions>('Sessions')
export const JOBS = token<Jobs>('Jobs')
export const ACCOUNTS = token<Accounts>('Accounts')
export const PROGRAMS = token<Programs>('Programs')
export const KNOWLEDGE = token<Knowledge>('Knowledge')
export const CURRICULUM_GENERATOR = token<CurriculumGenerator>('CurriculumGenerator')
export const CURRICULA = token<Curricula>('Curricula')
export const ACCESS = token<Access<CacheStatistics>>('Access')
export const LIFECYCLE = token<Lifecycle>('Lifecycle')
export const HEALTH = token<HealthMonitor>('HealthMonitor')
