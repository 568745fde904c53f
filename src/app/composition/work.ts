import { AppError } from '../../domain/platform/index.js'
import { readConfig, resolveConfig } from './config/index.js'
import { createApp } from './create-app.js'
import { decideDatabase } from './decide-adapters.js'
import { requireRedis } from './require-redis.js'
import type { Service } from './serve.js'

/** The parts of the process that `work` uses. */
export interface WorkContext {
  readonly env: NodeJS.ProcessEnv
  /** The number of concurrent jobs of each type. */
  readonly concurrency?: number
  /** Aborts a start that waits for Redis. */
  readonly signal: AbortSignal
  /** Prints the banner. */
  readonly print: (text: string) => void
}

/**
 * Runs the jobs that other processes add to the same Redis, until it is stopped.
 *
 * @throws AppError `CONFIG_INVALID`, `WORKERS_NEED_REDIS`, `REDIS_REQUIRED`; nothing stays open then
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
  try {
    await requireRedis(app, config, signal)
    await app.startWorkers(concurrency === undefined ? {} : { concurrency })
    print(`Working on ${app.jobs.handledTypes().join(', ')}\n`)
    print(`  redis     ${config.redis.main.maskedUrl}\n`)
    const { adapter, place } = decideDatabase(config, {})
    print(`  database  ${adapter} (${place})\n`)
    if (adapter === 'embedded') {
      print('  note\n    - the embedded database is shared on this machine only; for other machines set DATABASE_URL\n')
    }
  } catch (error) {
    await app.close()
    throw error
  }
  const { logger } = app.platform
  return {
    stop: async () => {
      logger.info('stopping: no new jobs, waiting for running ones')
      await app.close()
      logger.info('stopped')
    },
  }
}
