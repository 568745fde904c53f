import type { App } from '../../../app/app.js'
import { AppError, messageOf } from '../../../domain/platform/index.js'
import { sessionEnded } from '../../../domain/sessions/index.js'
import type { User } from '../../../ports/accounts/index.js'
import type { RequestSession } from '../sessions/request-session.js'
import { type DeclaredRoute, declareRoute } from './declare-route.js'
import { schemas } from './schemas/index.js'
import { ownSession } from './session-routes.js'
import { userJson } from './user-routes.js'

/** The part of an app that the sign-in needs. */
export type SignInApp = Pick<App, 'accounts'>

/** A request that tries a password or a set-up token. */
export interface SignInAttempt {
  readonly action: 'set-up' | 'sign-in' | 'change-password'
  /** The IP address of the client. */
  readonly address: string
  /** The e-mail address that the client gives, or that of the signed-in user. In lower case, without blanks at the ends. */
  readonly email: string
}

/** Called before a password or a set-up token is checked. Rejects to refuse the attempt: nothing is hashed then. */
export type BeforeAttempt = (attempt: SignInAttempt) => Promise<void>

/** Set-up, sign-in and the own account. For routers whose users sign in with our sessions. */
export function signInRoutes({ accounts }: SignInApp, before?: BeforeAttempt): readonly DeclaredRoute[] {
  const s = schemas()
  const begin = async (action: SignInAttempt['action'], address: string, email: string): Promise<void> =>
    before?.({ action, address, email: email.toLowerCase() })
  return [
    declareRoute({
      id: 'setUp',
      method: 'post',
      path: '/api/setup',
      role: 'public',
      tag: 'account',
      summary: 'Add the first administrator with the one-time token, and sign in',
      params: {},
      query: {},
      body: { schema: s.setUp },
      answers: { 201: { description: 'The administrator; the cookie is set', content: s.user } },
      problems: ['INVALID_USER', 'INVALID_SETUP_TOKEN', 'ALREADY_SET_UP', 'BUSY', 'STORE_UNAVAILABLE', 'APP_CLOSED'],
      handle: async ({ body: { token, ...account }, session, address }) => {
        await begin('set-up', address, account.email)
        const user = await accounts.setUp(token, account)
        try {
          await startSession(ownSession(session), user, accounts)
        } catch (error) {
          throw new AppError('OUTCOME_UNKNOWN', `the administrator was added, but not signed in: ${messageOf(error)}`, {
            hint: 'sign in',
            cause: error,
          })
        }
        return { status: 201, body: userJson(user) }
      },
    }),
    declareRoute({
      id: 'signIn',
      method: 'post',
      path: '/api/sessions',
      role: 'public',
      tag: 'account',
      summary: 'Sign in',
      description:
        'Starts a session and sets the cookie. A session that the request has ends. Unknown users, wrong passwords and ' +
        'disabled users get the same answer.',
      params: {},
      query: {},
      body: { schema: s.credentials },
      answers: { 201: { description: 'The user; the cookie is set', content: s.user } },
      problems: ['WRONG_CREDENTIALS', 'SESSION_ENDED', 'BUSY', 'STORE_UNAVAILABLE', 'APP_CLOSED'],
      handle: async ({ body: { email, password }, session, address }) => {
        await begin('sign-in', address, email)
        const user = await accounts.signIn(email, password)
        await startSession(ownSession(session), user, accounts)
        return { status: 201, body: userJson(user) }
      },
    }),
    declareRoute({
      id: 'getMe',
      method: 'get',
      path: '/api/me',
      role: 'viewer',
      tag: 'account',
      summary: 'You, as the service knows you',
      params: {},
      query: {},
      body: 'none',
      answers: { 200: { description: 'The user of the session', content: s.user } },
      problems: ['USER_NOT_FOUND'],
      handle: async ({ acting }) => ({ status: 200, body: userJson(await acting.account.get()) }),
    }),
    declareRoute({
      id: 'changePassword',
      method: 'post',
      path: '/api/me/password',
      role: 'viewer',
      tag: 'account',
      summary: 'Change your password, and end your other sessions',
      params: {},
      query: {},
      body: { schema: s.passwordChange },
      answers: { 204: { description: 'The new password is valid', content: 'none' } },
      problems: ['INVALID_USER', 'USER_NOT_FOUND', 'WRONG_CREDENTIALS', 'BUSY'],
      handle: async ({ body: { current, password }, acting, session, address }) => {
        await begin('change-password', address, acting.principal.email)
        const { id } = await ownSession(session).require()
        await acting.account.changePassword(current, password, { except: id })
        return { status: 204 }
      },
    }),
  ]
}

/**
 * Starts a session of the user in place of the one of the request. A change of the user that came between the check of the
 * password and the start did not find this session: it is ended here.
 *
 * @throws AppError `SESSION_ENDED` if the user was disabled or got another role meanwhile; `STORE_UNAVAILABLE`,
 *   `OUTCOME_UNKNOWN`
 */
async function startSession(session: RequestSession, user: User, { getUser }: SignInApp['accounts']): Promise<void> {
  const { id: userId, email, role } = user
  await session.signIn({ userId, email, role })
  let isUnchanged = false
  try {
    const current = await getUser(userId)
    isUnchanged = current !== undefined && !current.disabled && current.role === role
  } finally {
    if (!isUnchanged) await session.signOut()
  }
  if (!isUnchanged) throw sessionEnded()
}
