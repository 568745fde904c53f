import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { declareRoute } from '../../../../../src/adapters/express/routes/declare-route.js'

// The compiler checks these: `npm run types` fails if one of the marked lines compiles.

const thing = z.strictObject({ name: z.string() })
const answers = { 200: { description: 'A thing', content: thing } } as const
const common = { id: 'getThing', method: 'get', tag: 'things', summary: 'A thing', body: 'none', problems: [] } as const
const one = { ...common, path: '/things/:id', role: 'viewer', params: { id: z.string() }, query: {}, answers } as const

describe('the type of a declaration', () => {
  it('gives the handler the values of the schemas', () => {
    const { handle } = declareRoute({
      ...common,
      id: 'putThing',
      method: 'put',
      path: '/things/:type/:id',
      role: 'author',
      params: { type: z.string(), id: z.string() },
      query: { limit: z.int().optional() },
      headers: { 'if-match': z.string() },
      body: { schema: thing },
      answers,
      handle: ({ params, query, headers, body, acting }) => {
        const values: readonly [string, string, number | undefined, string, string] = [
          ...[params.type, params.id, query.limit, headers['if-match'], body.name],
        ] as never
        // @ts-expect-error it has no such parameter
        const absent = params.other
        // @ts-expect-error nor such a query
        const unknown = query.other
        return { status: 200, body: { name: [...values, absent, unknown, acting.principal.role].join() } }
      },
    })
    expect(typeof handle).toBe('function')
  })

  it('gives the handler of a public route no user', () => {
    const { role } = declareRoute({
      ...one,
      role: 'public',
      handle: ({ acting }) => {
        const nobody: undefined = acting
        // @ts-expect-error nobody is signed in
        return { status: 200, body: { name: String(nobody ?? acting.principal) } }
      },
    })
    expect(role).toBe('public')
  })

  it('refuses a route without role, schemas or answers', () => {
    const handle = () => ({ status: 200, body: { name: 'x' } }) as const
    const { role: _r, ...noRole } = one
    const { params: _p, ...noParams } = one
    const { query: _q, ...noQuery } = one
    const { body: _b, ...noBody } = one
    const { answers: _a, ...noAnswers } = one
    const { problems: _s, ...noProblems } = one
    const declared = [
      declareRoute({ ...one, handle }),
      // @ts-expect-error a role is missing
      declareRoute({ ...noRole, handle }),
      // @ts-expect-error the schemas of the parameters are missing
      declareRoute({ ...noParams, handle }),
      // @ts-expect-error the schemas of the query are missing
      declareRoute({ ...noQuery, handle }),
      // @ts-expect-error the schema of the body is missing
      declareRoute({ ...noBody, handle }),
      // @ts-expect-error the schemas of the answers are missing
      declareRoute({ ...noAnswers, handle }),
      // @ts-expect-error the problems are missing
      declareRoute({ ...noProblems, handle }),
      // @ts-expect-error the schema of the parameter of the path is missing
      declareRoute({ ...one, params: {}, handle }),
      // @ts-expect-error there is no such role
      declareRoute({ ...one, role: 'everybody', handle }),
      // @ts-expect-error there is no such problem
      declareRoute({ ...one, problems: ['NOTHING'], handle }),
    ]
    expect(declared.every((route) => route.id === 'getThing')).toBe(true)
  })

  it('refuses answers that are not declared', () => {
    const created = { 201: { description: 'New', content: thing, headers: { Location: 'It' } } } as const
    const declared = [
      declareRoute({
        ...one,
        answers: created,
        handle: () => ({ status: 201, body: { name: 'x' }, headers: { Location: '/x' } }),
      }),
      // @ts-expect-error the status is not declared
      declareRoute({ ...one, handle: () => ({ status: 201, body: { name: 'x' } }) }),
      // @ts-expect-error the body does not fit the schema
      declareRoute({ ...one, handle: () => ({ status: 200, body: { name: 7 } }) }),
      // @ts-expect-error the body is missing
      declareRoute({ ...one, handle: () => ({ status: 200 }) }),
      // @ts-expect-error a declared header is missing
      declareRoute({ ...one, answers: created, handle: () => ({ status: 201, body: { name: 'x' } }) }),
    ]
    expect(declared).toHaveLength(5)
  })
})
