import 'reflect-metadata'
import { Container } from 'inversify'
import { settleWithin } from '../../adapters/shared/deadline.js'
import { SystemClock } from '../../adapters/system/index.js'
import type { Logger } from '../../ports/index.js'
import type { App } from '../app.js'
import { curriculumJob } from '../curriculum/curriculum-generator.js'
import { curriculumGeneration } from '../jobs/curriculum-generation.js'
import { type AppConfig, type ResolvedConfig, resolveConfig } from './config/index.js'
import { type AdapterChoices, type DatabaseChoice, decideAdapters, decideDatabase } from './decide-adapters.js'
import { accountsModule } from './modules/accounts-module.js'
import { appModule } from './modules/app-module.js'
import { curriculumModule } from './modules/curriculum-module.js'
import { probesModule } from './modules/probes-module.js'
import { systemModule } from './modules/system-module.js'
import { assertOverrides, type Overrides } from './overrides.js'
import type { RedisConnections } from './redis-connections.js'
import { RunningWorkers } from './running-workers.js'
import { selectAdapters } from './select-adapters.js'
import { ShutdownSequence } from './shutdown-sequence.js'
import {
  ACCESS,
  ACCOUNTS,
  CACHE,
  CLOCK,
  CURRICULA,
  CURRICULUM_GENERATOR,
  DOCUMENT_READER,
  HEALTH,
  IDS,
  JOBS,
  KNOWLEDGE,
  LIFECYCLE,
  LOGGER,
  PROGRAMS,
  REDIS_CONNECTIONS,
  SESSIONS,
} from './tokens.js'

/**
 * Builds the app: decides on the adapters, loads and binds them, resolves the services, logs what is degraded, and waits for
 * the first attempt to connect to Redis.
 *
 * @param options.logsDegraded `false`: the caller shows what is degraded. Default true
 */
export async function assembleApp(
  given: AppConfig,
  overrides: Overrides,
  { logsDegraded = true }: { readonly logsDegraded?: boolean } = {},
): Promise<App> {
  const config = resolveConfig(given)
  assertOverrides(overrides)
  const choices = decideAdapters(config, overrides)
  const database = decideDatabase(config, overrides)
  const degraded = Object.values(choices).flatMap((choice) => choice.degraded ?? [])
  const warnings = config.notices.filter(({ level }) => level === 'warn').map(({ message }) => message)

  const shutdown = new ShutdownSequence(config.closeStepMs)
  const onClose = shutdown.add.bind(shutdown)
  const container = new Container()
  try {
    container.load(
      systemModule(config, overrides, onClose),
      ...(await selectAdapters({ choices, database }, config, overrides, onClose)),
      await probesModule(choices, config, overrides),
      curriculumModule(overrides, onClose),
      accountsModule(),
      appModule(config, [...warnings, ...degraded], onClose),
    )
    const app = openApp(container, shutdown, { config, choices, database, degraded: logsDegraded ? degraded : [] })
    await awaitFirstAttempt(container.get(REDIS_CONNECTIONS))
    return app
  } catch (error) {
    // The caller gets no app and could not close what is open.
    await shutdown.close({ clock: overrides.clock ?? new SystemClock(), logger: overrides.logger ?? SILENT })
    throw error
  }
}

interface Decided {
  readonly config: ResolvedConfig
  readonly choices: AdapterChoices
  readonly database: DatabaseChoice
  /** To be logged. */
  readonly degraded: readonly string[]
}

function openApp(
  container: Container,
  shutdown: ShutdownSequence,
  { config, choices, database, degraded }: Decided,
): App {
  // Resolved now, so that a missing binding fails here and the shutdown sequence has the order of opening.
  const platform = { clock: container.get(CLOCK), ids: container.get(IDS), logger: container.get(LOGGER) }
  // Before the jobs that use it, so that it is closed after them.
  container.get(DOCUMENT_READER)
  const health = container.get(HEALTH)
  const jobs = container.get(JOBS)
  jobs.handle(curriculumGeneration, curriculumJob(container.get(CURRICULUM_GENERATOR)))
  for (const { level, message } of config.notices) platform.logger[level](message)
  for (const message of degraded) platform.logger.warn(message)

  const connections = container.get(REDIS_CONNECTIONS)
  const { required, keyPrefix } = config.redis
  const ready = connections.ready().then(() => (required ? connections.assertWritable(keyPrefix) : undefined))
  // Avoids an unhandled rejection if the caller does not wait for it.
  ready.catch(() => undefined)
  const workers = new RunningWorkers(jobs)
  // Our own queue waits for its runs when it is closed. The queue of an embedder stays open.
  if (choices.jobs.adapter === 'custom') shutdown.add('the workers', () => workers.close())
  const lifecycle = container.get(LIFECYCLE)
  lifecycle.markReady()
  return {
    ready,
    cache: container.get(CACHE),
    sessions: container.get(SESSIONS),
    jobs,
    accounts: container.get(ACCOUNTS),
    programs: container.get(PROGRAMS),
    knowledge: container.get(KNOWLEDGE),
    curricula: container.get(CURRICULA),
    access: container.get(ACCESS),
    health,
    lifecycle,
    platform,
    site: {
      environment: config.environment,
      ...(config.http.publicUrl === undefined ? {} : { publicUrl: config.http.publicUrl }),
    },
    adapters: { ...choices, database },
    startWorkers: async (options) => {
      if (shutdown.isClosing) await workers.close()
      return workers.start(options)
    },
    close: (options) => shutdown.close(platform, options?.signal),
  }
}

/** How long a new app waits for Redis, in milliseconds. Attempts to connect go on after it. */
const FIRST_ATTEMPT_MS = 1000

async function awaitFirstAttempt(connections: RedisConnections): Promise<void> {
  // The clock of the machine: the wait ends also where an embedder moves the time by hand. The app reports a failure itself.
  await settleWithin(
    new SystemClock(),
    FIRST_ATTEMPT_MS,
    connections.firstAttempt().catch(() => undefined),
  )
}

/** For an app that could not be built: the caller gets the error. */
const SILENT: Logger = { debug() {}, info() {}, warn() {}, error() {} }
