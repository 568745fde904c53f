import { AppError } from '../../../domain/platform/index.js'
import { HttpProblem } from '../problem-details.js'
import type { RequestSession } from '../sessions/request-session.js'
import { type DeclaredRoute, declareRoute } from './declare-route.js'
import { isoTime } from './program-routes.js'
import { schemas } from './schemas/index.js'

/** The sessions of the user: a list of devices. For routers whose users sign in with our sessions. */
export function sessionRoutes(): readonly DeclaredRoute[] {
  const s = schemas()
  return [
    declareRoute({
      id: 'listSessions',
      method: 'get',
      path: '/api/sessions',
      role: 'viewer',
      tag: 'sessions',
      summary: 'Your sessions, the most recently active first',
      params: {},
      query: {},
      body: 'none',
      answers: { 200: { description: 'All live sessions', content: s.sessions } },
      problems: [],
      handle: async ({ acting, session }) => {
        const { handle: own } = await ownSession(session).require()
        const sessions = await acting.sessions.list()
        return {
          status: 200,
          body: {
            sessions: sessions.map(({ handle, role, createdAt, lastActivity, expiresAt }) => ({
              handle,
              current: handle === own,
              role,
              createdAt: isoTime(createdAt),
              lastActivity: isoTime(lastActivity),
              expiresAt: isoTime(expiresAt),
            })),
          },
        }
      },
    }),
    declareRoute({
      id: 'signOut',
      method: 'delete',
      path: '/api/sessions/current',
      role: 'viewer',
      tag: 'sessions',
      summary: 'Sign out',
      params: {},
      query: {},
      body: 'none',
      answers: { 204: { description: 'The session has ended', content: 'none' } },
      problems: [],
      handle: async ({ session }) => {
        await ownSession(session).signOut()
        return { status: 204 }
      },
    }),
    declareRoute({
      id: 'revokeSession',
      method: 'delete',
      path: '/api/sessions/:handle',
      role: 'viewer',
      tag: 'sessions',
      summary: 'End one of your sessions',
      params: { handle: s.id },
      query: {},
      body: 'none',
      answers: { 204: { description: 'The session has ended', content: 'none' } },
      problems: ['not-found'],
      handle: async ({ params, acting }) => {
        if (!(await acting.sessions.revoke(params.handle))) throw new HttpProblem('not-found')
        return { status: 204 }
      },
    }),
  ]
}

/** @throws AppError `INTERNAL` in a router without our sessions */
export function ownSession(session: RequestSession | undefined): RequestSession {
  if (session) return session
  throw new AppError('INTERNAL', 'the routes of sessions are mounted in a router without sessions')
}
