import type { User } from '../../../ports/accounts/index.js'
import { HttpProblem } from '../problem-details.js'
import { type DeclaredRoute, declareRoute } from './declare-route.js'
import { isoTime, NEXT } from './program-routes.js'
import { schemas } from './schemas/index.js'
import { matches } from './send-answer.js'

const ETAG = { ETag: 'Changes with every change of the user' }

/** All users, for administrators. For routers whose users sign in with our sessions. */
export function userRoutes(): readonly DeclaredRoute[] {
  const s = schemas()
  return [
    declareRoute({
      id: 'listUsers',
      method: 'get',
      path: '/api/users',
      role: 'administrator',
      tag: 'users',
      summary: 'All users, newest first',
      params: {},
      query: { limit: s.limit, after: s.cursor },
      body: 'none',
      answers: { 200: { description: 'A page', content: s.users, headers: NEXT } },
      problems: ['INVALID_ARGUMENT'],
      handle: async ({ query: { limit, after }, acting, links }) => {
        const size = limit === undefined ? {} : { limit }
        const { users, next } = await acting.users.list({ ...size, ...(after === undefined ? {} : { after }) })
        const params =
          next === undefined ? undefined : new URLSearchParams({ ...(limit && { limit: `${limit}` }), after: next })
        return {
          status: 200,
          body: { users: users.map(userJson), ...(next === undefined ? {} : { next }) },
          headers: { Link: params && `<${links.to(`/api/users?${params}`)}>; rel="next"` },
        }
      },
    }),
    declareRoute({
      id: 'createUser',
      method: 'post',
      path: '/api/users',
      role: 'administrator',
      tag: 'users',
      summary: 'Add a user',
      params: {},
      query: {},
      body: { schema: s.newUser },
      answers: {
        201: { description: 'The new user', content: s.user, headers: { ...ETAG, Location: 'The new user' } },
      },
      problems: ['INVALID_USER', 'USER_EXISTS', 'LAST_ADMINISTRATOR', 'BUSY'],
      handle: async ({ body, acting, links }) => {
        const user = await acting.users.add(body)
        const Location = links.to(`/api/users/${encodeURIComponent(user.id)}`)
        return { status: 201, body: userJson(user), headers: { ETag: etagOf(user), Location } }
      },
    }),
    declareRoute({
      id: 'getUser',
      method: 'get',
      path: '/api/users/:id',
      role: 'administrator',
      tag: 'users',
      summary: 'A user',
      params: { id: s.id },
      query: {},
      body: 'none',
      answers: { 200: { description: 'The user', content: s.user, headers: ETAG } },
      problems: ['USER_NOT_FOUND'],
      handle: async ({ params, acting }) => {
        const user = await acting.users.get(params.id)
        return { status: 200, body: userJson(user), headers: { ETag: etagOf(user) } }
      },
    }),
    declareRoute({
      id: 'updateUser',
      method: 'patch',
      path: '/api/users/:id',
      role: 'administrator',
      tag: 'users',
      summary: 'Change name, role or `disabled` of a user',
      description:
        'Needs `If-Match` with the `ETag` of the user as you have read it. Another role, disabling and enabling end the ' +
        'sessions of the user.',
      params: { id: s.id },
      query: {},
      headers: { 'if-match': s.ifMatch },
      body: { schema: s.userChanges },
      answers: { 200: { description: 'The changed user', content: s.user, headers: ETAG } },
      problems: ['USER_NOT_FOUND', 'INVALID_USER', 'precondition-required', 'VERSION_CONFLICT', 'LAST_ADMINISTRATOR'],
      handle: async ({ params, headers, body, acting }) => {
        const tags = headers['if-match']
        if (tags === undefined) {
          throw new HttpProblem('precondition-required', { detail: 'send If-Match with the ETag of the user' })
        }
        const user = await acting.users.update(params.id, body, (current) => matches(tags, etagOf(current)))
        return { status: 200, body: userJson(user), headers: { ETag: etagOf(user) } }
      },
    }),
    declareRoute({
      id: 'setPassword',
      method: 'put',
      path: '/api/users/:id/password',
      role: 'administrator',
      tag: 'users',
      summary: 'Set a new password of a user, and end the sessions of the user',
      params: { id: s.id },
      query: {},
      body: { schema: s.newPassword },
      answers: { 204: { description: 'The new password is valid', content: 'none' } },
      problems: ['USER_NOT_FOUND', 'INVALID_USER', 'BUSY'],
      handle: async ({ params, body, acting }) => {
        await acting.users.setPassword(params.id, body.password)
        return { status: 204 }
      },
    }),
  ]
}

export function userJson({ id, email, name, role, disabled, version, createdAt, updatedAt }: User) {
  return {
    ...{ id, email, name, role, disabled, version },
    createdAt: isoTime(createdAt),
    updatedAt: isoTime(updatedAt),
  }
}

function etagOf({ version, createdAt }: User): string {
  return `"${version}-${createdAt.toString(36)}"`
}
