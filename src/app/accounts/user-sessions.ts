import { AppError, messageOf } from '../../domain/platform/index.js'

/** The used part of `app.sessions`. */
export interface UserSessions {
  listUserSessions(userId: string): Promise<readonly unknown[]>
  revokeUserSessions(userId: string, options?: { readonly except?: string | undefined }): Promise<number>
}

/**
 * Makes a change of a user that ends sessions. Nothing is done while the session store does not answer: otherwise the sessions
 * would keep an old role.
 *
 * @param except the id of a session that goes on
 * @throws AppError of `change`; `STORE_UNAVAILABLE`: nothing was done; `OUTCOME_UNKNOWN`: changed, but sessions may go on
 */
export async function changeAndRevoke<T>(
  sessions: UserSessions,
  userId: string,
  change: () => Promise<T>,
  except?: string,
): Promise<T> {
  await sessions.listUserSessions(userId)
  const changed = await change()
  try {
    await sessions.revokeUserSessions(userId, { except })
  } catch (error) {
    throw new AppError('OUTCOME_UNKNOWN', `the user was changed, but sessions may go on: ${messageOf(error)}`, {
      hint: 'end the sessions of the user: app.sessions.revokeUserSessions(userId)',
      retryAfterMs: 1000,
      details: { userId },
      cause: error,
    })
  }
  return changed
}
