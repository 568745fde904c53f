import 'reflect-metadata'
import { Container } from 'inversify'
import { SystemClock } from '../../adapters/system/index.js'
import type { Logger } from '../../ports/index.js'
import type { App } from '../app.js'
import { curriculumJob } from '../curriculum/curriculum-job.js'
import { curriculumGeneration } from '../jobs/curriculum-generation.js'
import { assertOverrides } from './assert-overrides.js'
import { CloseList } from './close-list.js'
import { type AppConfig, type ResolvedConfig, resolveConfig } from './config/index.js'
import { type AdapterChoices, decideAdapters } from './decide-adapters.js'
import { type DatabaseChoice, decideDatabase } from './decide-database.js'
import { appModule } from './modules/app-module.js'
import { curriculumModule } from './modules/curriculum-module.js'
import { probesModule } from './modules/probes-module.js'
import { systemModule } from './modules/system-module.js'
import type { Overrides } from './overrides.js'
import { RunningWorkers } from './running-workers.js'
import { selectAdapters } from './select-adapters.js'
import { selectRepositories } from './select-repositories.js'
import {
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

/** The work of `createApp`: decide, bind, resolve, and say once what is not as it should be. */
export async function assembleApp(given: AppConfig, overrides: Overrides): Promise<App> {
  const config = resolveConfig(given)
  assertOverrides(overrides)
  const choices = decideAdapters(config, overrides)
  const database = decideDatabase(config, overrides)
  const degraded = Object.values(choices).flatMap((choice) => choice.degraded ?? [])
  const warnings = config.notices.filter(({ level }) => level === 'warn').map(({ message }) => message)

  const closing = new CloseList(config.closeStepMs)
  const onClose = closing.add.bind(closing)
  const container = new Container()
  try {
    container.load(
      systemModule(config, overrides, onClose),
      ...(await selectAdapters(choices, config, overrides, onClose)),
      ...(await selectRepositories(database, config, overrides, onClose)),
      await probesModule(choices, config, overrides),
      curriculumModule(overrides, onClose),
      appModule(config, [...warnings, ...degraded], onClose),
    )
    return openApp(container, closing, { config, choices, database, degraded })
  } catch (error) {
    // What is open by then would be nobody's to close.
    await closing.close({ clock: overrides.clock ?? new SystemClock(), logger: overrides.logger ?? SILENT })
    throw error
  }
}

interface Decided {
  readonly config: ResolvedConfig
  readonly choices: AdapterChoices
  readonly database: DatabaseChoice
  readonly degraded: readonly string[]
}

function openApp(container: Container, closing: CloseList, { config, choices, database, degraded }: Decided): App {
  // Resolved now, so that what is missing fails here and the close list has the order of opening.
  const platform = { clock: container.get(CLOCK), ids: container.get(IDS), logger: container.get(LOGGER) }
  // Before the jobs that use it, and so closed after them.
  container.get(DOCUMENT_READER)
  const health = container.get(HEALTH)
  const jobs = container.get(JOBS)
  jobs.handle(curriculumGeneration, curriculumJob(container.get(CURRICULUM_GENERATOR)))
  for (const { level, message } of config.notices) platform.logger[level](message)
  for (const message of degraded) platform.logger.warn(message)

  const ready = container.get(REDIS_CONNECTIONS).ready()
  // Nobody has to wait for it.
  ready.catch(() => undefined)
  const workers = new RunningWorkers(jobs)
  // Our own queue lets its runs end, within its time, when it is closed; that of the embedder goes on.
  if (choices.jobs.adapter === 'custom') closing.add('the workers', () => workers.close())
  const lifecycle = container.get(LIFECYCLE)
  lifecycle.markReady()
  return {
    ready,
    cache: container.get(CACHE),
    sessions: container.get(SESSIONS),
    jobs,
    programs: container.get(PROGRAMS),
    knowledge: container.get(KNOWLEDGE),
    curricula: container.get(CURRICULA),
    health,
    lifecycle,
    platform,
    site: {
      environment: config.environment,
      ...(config.http.publicUrl === undefined ? {} : { publicUrl: config.http.publicUrl }),
    },
    adapters: { ...choices, database },
    startWorkers: async (options) => {
      if (closing.isClosing) await workers.close()
      return workers.start(options)
    },
    close: () => closing.close(platform),
  }
}

/** For an app that did not come about: why is what the caller is told, and all there is to say. */
const SILENT: Logger = { debug() {}, info() {}, warn() {}, error() {} }
