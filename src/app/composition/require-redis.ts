import { AppError, isAppError } from '../../domain/platform/index.js'
import type { App } from '../app.js'
import type { ResolvedConfig } from './config/index.js'

/** With REDIS_REQUIRED: waits for the first connect. @throws AppError `REDIS_REQUIRED` if there is none */
export async function requireRedis(app: App, { redis }: ResolvedConfig): Promise<void> {
  if (!redis.required) return
  try {
    await app.ready
  } catch (error) {
    if (!isAppError(error)) throw error
    throw new AppError('REDIS_REQUIRED', `REDIS_REQUIRED is true, and Redis cannot be reached: ${error.message}`, {
      hint: 'start Redis or correct REDIS_URL (npm run test:redis tells more), or set REDIS_REQUIRED=false',
      cause: error,
    })
  }
}
