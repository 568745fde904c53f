import { AppError, isAppError } from '../../domain/platform/index.js'
import type { App } from '../app.js'
import type { ResolvedConfig } from './config/index.js'
import { orAborted } from './or-aborted.js'

/**
 * With REDIS_REQUIRED: waits for the first connection.
 *
 * @throws AppError `REDIS_REQUIRED` without a connection; `APP_CLOSED` when `signal` aborts
 */
export async function requireRedis(app: App, { redis }: ResolvedConfig, signal: AbortSignal): Promise<void> {
  if (!redis.required) return
  try {
    await orAborted(signal, 'waiting for Redis', () => app.ready)
  } catch (error) {
    if (!isAppError(error) || signal.aborted) throw error
    throw new AppError('REDIS_REQUIRED', `REDIS_REQUIRED is true, and Redis cannot be reached: ${error.message}`, {
      hint: 'start Redis or correct REDIS_URL (npx curriculum doctor shows the cause), or set REDIS_REQUIRED=false',
      cause: error,
    })
  }
}
