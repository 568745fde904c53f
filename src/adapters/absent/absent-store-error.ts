import { AppError } from '../../domain/platform/index.js'

/** Why a store that was switched off refuses. */
export function absentStoreError(capability: 'sessions' | 'jobs'): AppError {
  return new AppError('STORE_UNAVAILABLE', `${capability} are switched off: no Redis, and REDIS_FALLBACK is off`, {
    hint: 'set REDIS_URL, or REDIS_FALLBACK=memory',
    details: { capability },
  })
}
