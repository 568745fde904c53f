import type { StoredProgram } from '../../../ports/curriculum/index.js'
import { HttpProblem } from '../problem-details.js'
import { type DeclaredRoute, declareRoute } from './declare-route.js'
import type { ResponseCache } from './response-cache.js'
import { schemas } from './schemas/index.js'
import { matches } from './send-answer.js'

const ETAG = { ETag: 'Changes with every change of the program' }
const CREATED = { ...ETAG, Location: 'The new program' }
export const NEXT = { Link: 'The next page, with `rel="next"`' }

/** Programs, and the users who may view them. */
export function programRoutes(cache: ResponseCache): readonly DeclaredRoute[] {
  const s = schemas()
  return [
    declareRoute({
      id: 'listPrograms',
      method: 'get',
      path: '/api/programs',
      role: 'viewer',
      tag: 'programs',
      summary: 'The programs that you own or view, newest first',
      description: 'An administrator gets all programs.',
      params: {},
      query: { limit: s.limit, after: s.cursor },
      body: 'none',
      answers: { 200: { description: 'A page', content: s.programs, headers: NEXT } },
      problems: ['INVALID_ARGUMENT'],
      handle: async ({ query: { limit, after }, acting, links }) => {
        const size = limit === undefined ? {} : { limit }
        const { programs, next } = await acting.programs.list({ ...size, ...(after === undefined ? {} : { after }) })
        const params =
          next === undefined ? undefined : new URLSearchParams({ ...(limit && { limit: `${limit}` }), after: next })
        return {
          status: 200,
          body: { programs: programs.map(programJson), ...(next === undefined ? {} : { next }) },
          headers: { Link: params && `<${links.to(`/api/programs?${params}`)}>; rel="next"` },
        }
      },
    }),
    declareRoute({
      id: 'createProgram',
      method: 'post',
      path: '/api/programs',
      role: 'author',
      tag: 'programs',
      summary: 'Create a program from a brief',
      params: {},
      query: {},
      body: { schema: s.brief },
      answers: { 201: { description: 'The new program', content: s.program, headers: CREATED } },
      problems: ['INVALID_PROGRAM'],
      handle: async ({ body, acting, links }) => {
        const program = await acting.programs.create(body)
        const Location = links.to(`/api/programs/${encodeURIComponent(program.id)}`)
        return { status: 201, body: programJson(program), headers: { ETag: etagOf(program), Location } }
      },
    }),
    declareRoute({
      id: 'getProgram',
      method: 'get',
      path: '/api/programs/:id',
      role: 'viewer',
      tag: 'programs',
      summary: 'A program',
      params: { id: s.id },
      query: {},
      body: 'none',
      answers: { 200: { description: 'The program', content: s.program, headers: ETAG } },
      problems: ['PROGRAM_NOT_FOUND'],
      handle: async ({ params, acting }) => {
        const program = await acting.programs.get(params.id)
        return { status: 200, body: programJson(program), headers: { ETag: etagOf(program) } }
      },
    }),
    declareRoute({
      id: 'updateProgram',
      method: 'put',
      path: '/api/programs/:id',
      role: 'author',
      tag: 'programs',
      summary: 'Replace the brief of a program',
      description: 'Needs `If-Match` with the `ETag` of the program as you have read it.',
      params: { id: s.id },
      query: {},
      headers: { 'if-match': s.ifMatch },
      body: { schema: s.brief },
      answers: { 200: { description: 'The changed program', content: s.program, headers: ETAG } },
      problems: ['PROGRAM_NOT_FOUND', 'INVALID_PROGRAM', 'precondition-required', 'VERSION_CONFLICT'],
      handle: async ({ params, headers, body, acting }) => {
        const tags = headers['if-match']
        if (tags === undefined) {
          throw new HttpProblem('precondition-required', { detail: 'send If-Match with the ETag of the program' })
        }
        const program = await acting.programs.update(params.id, body, (current) => matches(tags, etagOf(current)))
        return { status: 200, body: programJson(program), headers: { ETag: etagOf(program) } }
      },
    }),
    declareRoute({
      id: 'deleteProgram',
      method: 'delete',
      path: '/api/programs/:id',
      role: 'author',
      tag: 'programs',
      summary: 'Delete a program with its documents and curricula',
      params: { id: s.id },
      query: {},
      headers: { 'if-match': s.ifMatch },
      body: 'none',
      answers: { 204: { description: 'Deleted', content: 'none' } },
      problems: ['PROGRAM_NOT_FOUND', 'VERSION_CONFLICT'],
      handle: async ({ params, headers, acting }) => {
        const tags = headers['if-match']
        await acting.programs.delete(params.id, (current) => tags === undefined || matches(tags, etagOf(current)))
        await cache.forget(params.id)
        return { status: 204 }
      },
    }),
    declareRoute({
      id: 'getViewers',
      method: 'get',
      path: '/api/programs/:id/viewers',
      role: 'author',
      tag: 'programs',
      summary: 'The users who may view your program',
      params: { id: s.id },
      query: {},
      body: 'none',
      answers: { 200: { description: 'The ids of the users', content: s.viewers } },
      problems: ['PROGRAM_NOT_FOUND'],
      handle: async ({ params, acting }) => ({
        status: 200,
        body: { viewers: await acting.programs.getViewers(params.id) },
      }),
    }),
    declareRoute({
      id: 'setViewers',
      method: 'put',
      path: '/api/programs/:id/viewers',
      role: 'author',
      tag: 'programs',
      summary: 'Replace the users who may view your program',
      description: 'They read the program, its documents and its curricula. Repeated ids count once.',
      params: { id: s.id },
      query: {},
      body: { schema: s.viewers },
      answers: { 200: { description: 'The ids of the users', content: s.viewers } },
      problems: ['PROGRAM_NOT_FOUND', 'INVALID_ARGUMENT'],
      handle: async ({ params, body, acting }) => ({
        status: 200,
        body: { viewers: await acting.programs.setViewers(params.id, body.viewers) },
      }),
    }),
  ]
}

function programJson({ id, ownerId, version, createdAt, updatedAt, brief }: StoredProgram) {
  return { id, ownerId, version, createdAt: isoTime(createdAt), updatedAt: isoTime(updatedAt), brief }
}

/** The time of creation too: a deleted program can be created again with the same id. */
function etagOf({ version, createdAt }: StoredProgram): string {
  return `"${version}-${createdAt.toString(36)}"`
}

/** A time as ISO 8601. @param ms in milliseconds since 1970 */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}
