import { AppError, isAppError } from '../../domain/platform/index.js'
import type { App } from '../app.js'
import type { ResolvedConfig } from './config/index.js'

/**
 * With REDIS_REQUIRED: waits for the first connection.
 *
 * @throws AppError `REDIS_REQUIRED` without a connection; `APP_CLOSED` when `signal` aborts
 */
export async function requireRedis(app: App, { redis }: ResolvedConfig, signal: AbortSignal): Promise<void> {
  if (!redis.required) return
  try {
    await Promise.race([app.ready, rejectOnAbort(signal)])
  } catch (error) {
    if (!isAppError(error) || signal.aborted) throw error
    throw new AppError('REDIS_REQUIRED', `REDIS_REQUIRED is true, and Redis cannot be reached: ${error.message}`, {
      hint: 'start Redis or correct REDIS_URL (npx curriculum doctor shows the cause), or set REDIS_REQUIRED=false',
      cause: error,
    })
  }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(new AppError('APP_CLOSED', 'aborted while waiting for Redis'))
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}
