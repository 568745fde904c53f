import { banner } from '../../adapters/cli/index.js'
import { listen } from '../../adapters/express/index.js'
import type { App } from '../app.js'
import { readConfig, resolveConfig } from './config/index.js'
import { createApp } from './create-app.js'
import { offerSample } from './offer-sample.js'
import { prepareDataFolder } from './prepare-data-folder.js'
import { requireRedis } from './require-redis.js'

/** What `serve` gets from the process it runs in. */
export interface ServeContext {
  readonly env: NodeJS.ProcessEnv
  readonly version: string
  /** Gives up a start that waits for Redis. */
  readonly signal: AbortSignal
  /** Writes for people. */
  readonly print: (text: string) => void
}

/** A process at work. */
export interface Service {
  /** Turns away new work, finishes what runs, closes everything. Never rejects, always ends. */
  stop(): Promise<void>
}

/**
 * Starts the service: listens first and connects behind, so that the port is open while Redis cannot be reached. Only
 * where Redis is required it waits for the first connect.
 *
 * @throws AppError `CONFIG_INVALID`, `REDIS_REQUIRED`, `DATA_DIR_UNUSABLE`, `PORT_UNAVAILABLE`; nothing is left open then
 */
export async function serve({ env, version, signal, print }: ServeContext): Promise<Service> {
  const given = readConfig(env)
  const config = resolveConfig(given)
  if (config.database.url === undefined) await prepareDataFolder(config.database.dataDir)

  const app = await createApp(given)
  const stops: (() => Promise<void>)[] = [() => app.close()]
  const stop = async (): Promise<void> => {
    // The server first: its requests need the app.
    for (const end of stops.splice(0).reverse()) await end()
  }
  try {
    await requireRedis(app, config, signal)
    const { port, trustProxy } = config.http
    const server = await listen(app, { port, trustProxy })
    stops.push(() => server.close())
    const workers = await startWorkersIfWanted(app, config.jobs.workers)
    const sample = await offerSample(app)
    app.health.start()
    const url = config.http.publicUrl ?? `http://localhost:${server.port}`
    const { warnings } = app.health.report()
    const { environment, redis } = config
    const advice = redis.main ? {} : { advice: 'set REDIS_URL=redis://host:6379 in the environment or in .env' }
    print(
      banner({
        version,
        environment,
        url,
        adapters: app.adapters,
        workers,
        warnings,
        ...advice,
        ...(sample ? { sample } : {}),
      }),
    )
  } catch (error) {
    await stop()
    throw error
  }
  const { logger } = app.platform
  return {
    stop: async () => {
      logger.info('stopping: no new requests, waiting for those that run')
      await stop()
      logger.info('stopped')
    },
  }
}

async function startWorkersIfWanted(app: App, workers: 'auto' | 'on' | 'off'): Promise<string> {
  const inMemory = app.adapters.jobs?.adapter === 'memory'
  if (workers === 'off' || app.adapters.jobs?.adapter === 'off') return 'none in this process'
  if (workers === 'auto' && !inMemory) return 'in processes of their own'
  await app.startWorkers()
  return workers === 'on' ? 'in this process (WORKERS=on)' : 'in this process, since jobs are kept in its memory'
}
