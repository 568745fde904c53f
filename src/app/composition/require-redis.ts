import { AppError, isAppError } from '../../domain/platform/index.js'
import type { App } from '../app.js'
import type { ResolvedConfig } from './config/index.js'
import { orAborted } from './or-aborted.js'

/**
 * With REDIS_REQUIRED: waits until Redis is connected and accepts writes.
 *
 * @throws AppError `REDIS_REQUIRED` without a connection (`details.reason` is `unreachable`), or if Redis refuses writes
 *   (`refuses writes`): a replica, or a user without permissions; `APP_CLOSED` when `signal` aborts
 */
export async function requireRedis(app: App, { redis }: ResolvedConfig, signal: AbortSignal): Promise<void> {
  if (!redis.required) return
  try {
    await orAborted(signal, 'waiting for Redis', () => app.ready)
  } catch (error) {
    if (!isAppError(error) || signal.aborted) throw error
    const { message, hint = 'npx curriculum doctor shows the cause', details } = error
    const [reason, what] =
      details.reply === undefined ? ['unreachable', 'cannot be reached'] : ['refuses writes', 'refuses writes']
    throw new AppError('REDIS_REQUIRED', `REDIS_REQUIRED is true, and Redis ${what}: ${message}`, {
      hint: `${hint}; or set REDIS_REQUIRED=false`,
      details: { reason },
      cause: error,
    })
  }
}
