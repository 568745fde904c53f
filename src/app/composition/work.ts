import { hostInUrl } from '../../adapters/cli/index.js'
import type { ListeningServer } from '../../adapters/express/index.js'
import { AppError } from '../../domain/platform/index.js'
import { readConfig, resolveConfig } from './config/index.js'
import { createApp } from './create-app.js'
import { decideDatabase } from './decide-adapters.js'
import { orAborted } from './or-aborted.js'
import { requireRedis } from './require-redis.js'
import type { Service } from './serve.js'

/** The parts of the process that `work` uses. */
export interface WorkContext {
  readonly env: NodeJS.ProcessEnv
  /** The number of concurrent jobs of each type. */
  readonly concurrency?: number
  /** Aborts the start. */
  readonly signal: AbortSignal
  /** Prints the banner. */
  readonly print: (text: string) => void
}

/**
 * Runs the jobs that other processes add to the same Redis, until it is stopped. Serves the health routes if `WORKER_PORT`
 * is set, also while it drains.
 *
 * @throws AppError `CONFIG_INVALID`, `WORKERS_NEED_REDIS`, `REDIS_REQUIRED`, `PORT_UNAVAILABLE`, `APP_CLOSED` (`signal`);
 *   nothing stays open then
 */
export async function work({ env, concurrency, signal, print }: WorkContext): Promise<Service> {
  const given = readConfig(env)
  const config = resolveConfig(given)
  if (!config.redis.main) {
    throw new AppError('WORKERS_NEED_REDIS', 'a worker process needs Redis: jobs in memory belong to one process', {
      hint: 'set REDIS_URL to the Redis of the web process, or run npx curriculum serve, which runs its jobs itself',
    })
  }
  const app = await createApp(given)
  let server: ListeningServer | undefined
  try {
    // First, so that the platform sees the process while it waits for Redis.
    const { workerPort: port, host } = config.http
    if (port !== undefined) {
      // Loaded here, so that a worker without a port does not load Express.
      const { listenForHealth } = await import('../../adapters/express/server/listen.js')
      server = await listenForHealth(app, { port, host, portVariable: 'WORKER_PORT' })
      app.health.start()
    }
    await requireRedis(app, config, signal)
    const options = concurrency === undefined ? {} : { concurrency }
    await orAborted(signal, 'starting workers', () => app.startWorkers(options))
    print(`Working on ${app.jobs.handledTypes().join(', ')}\n`)
    print(`  redis     ${config.redis.main.maskedUrl}\n`)
    const { adapter, place } = decideDatabase(config, {})
    print(`  database  ${adapter} (${place})\n`)
    if (server) print(`  health    http://${hostInUrl(host)}:${server.port}/health\n`)
    if (adapter === 'embedded') {
      print('  note\n    - the embedded database is shared on this machine only; for other machines set DATABASE_URL\n')
    }
  } catch (error) {
    await app.close({ signal })
    await server?.close({ signal })
    throw error
  }
  const { logger } = app.platform
  return {
    stop: async (hurry) => {
      logger.info('stopping: no new jobs, waiting for running ones')
      app.lifecycle.startDraining()
      await app.close({ signal: hurry })
      await server?.close({ signal: hurry })
      logger.info('stopped')
    },
  }
}
