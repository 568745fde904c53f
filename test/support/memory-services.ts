import { Argon2PasswordHasher } from '../../src/adapters/argon2/argon2-password-hasher.js'
import { LruCache, LruSessionStore, MemoryJobQueue } from '../../src/adapters/memory/index.js'
import { CronerSchedule } from '../../src/adapters/system/croner-schedule.js'
import { SystemClock, SystemDigest, SystemIds, SystemRandom } from '../../src/adapters/system/index.js'
import { Access } from '../../src/app/access/index.js'
import { Accounts } from '../../src/app/accounts/accounts.js'
import { Cache } from '../../src/app/cache/index.js'
import { EXPORTERS } from '../../src/app/composition/exporters.js'
import { Curricula } from '../../src/app/curriculum/curricula.js'
import { CurriculumGenerator } from '../../src/app/curriculum/curriculum-generator.js'
import { Programs } from '../../src/app/curriculum/programs.js'
import { curriculumGeneration } from '../../src/app/jobs/curriculum-generation.js'
import { Jobs } from '../../src/app/jobs/jobs.js'
import { Knowledge } from '../../src/app/knowledge/knowledge.js'
import { Sessions } from '../../src/app/sessions/index.js'
import { NamespaceRegistry } from '../../src/domain/cache/index.js'
import type { ExportFormat } from '../../src/domain/curriculum/index.js'
import type { JobLimits } from '../../src/domain/jobs/index.js'
import { modelRepositories, modelUsers, type Repositories } from '../../src/ports/conformance/index.js'
import type { Logger, PasswordHasher, UserRepository } from '../../src/ports/index.js'
import { CHEAP } from './accounts/accounts-fixture.js'
import { RecordingCacheEvents } from './recording-cache-events.js'

export interface MemoryServicesOptions {
  readonly logger: Logger
  /** Default: the model. */
  readonly repositories?: Repositories
  readonly jobLimits?: Partial<JobLimits>
  /** Default: the model. */
  readonly users?: UserRepository
  /** Default: hashes that take no time. */
  readonly hasher?: PasswordHasher
}

const HOUR_MS = 3_600_000

/** The facades of an app in memory, without workers. */
export function memoryServices({
  logger,
  repositories = modelRepositories(),
  jobLimits = {},
  users = modelUsers(),
  hasher = new Argon2PasswordHasher({ cost: CHEAP }),
}: MemoryServicesOptions) {
  const [clock, ids, digest] = [new SystemClock(), new SystemIds(), new SystemDigest()]
  const random = new SystemRandom()
  const events = new RecordingCacheEvents()
  const cache = new Cache(new LruCache({ clock }), new NamespaceRegistry(), { clock, random, events })
  const lifetime = { idleMs: HOUR_MS, absoluteMs: 12 * HOUR_MS }
  const sessions = new Sessions(new LruSessionStore({ clock }), { lifetime, maxPerUser: 20 })
  const queue = new MemoryJobQueue({ clock, random, logger, limits: jobLimits })
  const jobs = new Jobs(queue, { ids, logger, clock, cron: new CronerSchedule() })
  const programs = new Programs({ repository: repositories.programs, clock, ids })
  const knowledge = new Knowledge({ repository: repositories.documents, clock, digest, maxBytes: 1024 * 1024 })
  const { openDocuments } = knowledge
  const generation = async () => {
    throw new Error('these services generate nothing')
  }
  const stores = { programs: repositories.programs, curricula: repositories.curricula }
  const curricula = new Curricula({
    programs: repositories.programs,
    repository: repositories.curricula,
    generator: new CurriculumGenerator({ ...stores, openDocuments, generation, clock }),
    addJob: (payload, options) => jobs.addJob(curriculumGeneration, payload, options),
    digest,
    exporters: new Map(Object.entries(EXPORTERS).map(([name, { load }]) => [name as ExportFormat, () => load()])),
  })
  const accounts = new Accounts({ repository: users, hasher, sessions, clock, ids, digest, logger })
  const access = new Access({ programs, knowledge, curricula, jobs, sessions, accounts, cache, digest })
  const site = { environment: 'test' as const }
  return {
    ...{ cache, sessions, accounts, jobs, queue, programs, knowledge, curricula, access },
    ...{ site, repositories, users, hasher },
  }
}

export type MemoryServices = ReturnType<typeof memoryServices>
