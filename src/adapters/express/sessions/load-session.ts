import type { Request } from 'express'
import { AppError, isAppError } from '../../../domain/platform/index.js'
import type { Session } from '../../../domain/sessions/index.js'
import { withStatus } from './http-error.js'
import { isSafeMethod } from './safe-methods.js'
import type { SessionContext } from './session-context.js'
import type { StoreTime } from './store-time.js'

/** A session for a request, and whether it is only what the store said a while ago. */
export interface LoadedSession {
  readonly session: Session | undefined
  readonly isRecalled: boolean
}

/**
 * What the store says of a session, which counts as active from now on. While it does not answer, a request that changes
 * nothing may get what it said lately.
 *
 * @throws AppError `STORE_UNAVAILABLE`
 */
export async function loadSession(
  id: string,
  { method }: Pick<Request, 'method'>,
  { sessions, outageLog }: SessionContext,
  time: StoreTime,
): Promise<LoadedSession> {
  try {
    const session = await time.run(() => sessions.touchSession(id), 'read')
    outageLog.answered()
    return { session, isRecalled: false }
  } catch (error) {
    if (!isAppError(error, 'STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN')) throw error
    const session = isSafeMethod(method) ? sessions.recallSession(id) : undefined
    if (!session) throw asUnavailable(error)
    outageLog.recalled(error)
    return { session, isRecalled: true }
  }
}

/** Whoever reads does not care whether the session was prolonged by it. */
function asUnavailable(error: AppError): unknown {
  if (error.code === 'STORE_UNAVAILABLE') return error
  const { message, hint, details, retryAfterMs } = error
  return withStatus(
    new AppError('STORE_UNAVAILABLE', message, {
      ...(hint === undefined ? {} : { hint }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      details,
      cause: error,
    }),
  )
}
