import { AppError } from '../../domain/platform/index.js'
import { readConfig, resolveConfig } from './config/index.js'
import { createApp } from './create-app.js'
import { decideDatabase } from './decide-database.js'
import { requireRedis } from './require-redis.js'
import type { Service } from './serve.js'

/** What `work` gets from the process it runs in. */
export interface WorkContext {
  readonly env: NodeJS.ProcessEnv
  /** Jobs of each type that run at once. */
  readonly concurrency?: number
  /** Gives up a start that waits for Redis. */
  readonly signal: AbortSignal
  /** Writes for people. */
  readonly print: (text: string) => void
}

/**
 * Runs jobs and nothing else, until it is stopped. The jobs are those that other processes add to the same Redis.
 *
 * @throws AppError `CONFIG_INVALID`, `WORKERS_NEED_REDIS`, `REDIS_REQUIRED`; nothing is left open then
 */
export async function work({ env, concurrency, signal, print }: WorkContext): Promise<Service> {
  const given = readConfig(env)
  const config = resolveConfig(given)
  if (!config.redis.main) {
    throw new AppError(
      'WORKERS_NEED_REDIS',
      'workers alone have nothing to run: jobs in memory stay in their process',
      {
        hint: 'set REDIS_URL to the Redis of the web process; or run npm start, which works in its own process',
      },
    )
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
      print('  note\n    - only processes on this machine share the embedded database; for others set DATABASE_URL\n')
    }
  } catch (error) {
    await app.close()
    throw error
  }
  const { logger } = app.platform
  return {
    stop: async () => {
      logger.info('stopping: taking no more jobs, waiting for those that run')
      await app.close()
      logger.info('stopped')
    },
  }
}
