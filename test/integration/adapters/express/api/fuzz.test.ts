import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { DeclaredRoute } from '../../../../../src/adapters/express/routes/declare-route.js'
import { anyValueOf, type JsonSchema } from '../../../../support/any-value-of-schema.js'
import { ApiFixture } from '../../../../support/api-fixture.js'

/** Requests for each route. */
const RUNS = Number(process.env.FUZZED_REQUESTS ?? 40)

/** A request must be answered within this time; a healthy one takes milliseconds. */
const DEADLINE_MS = 60_000

interface Operation {
  readonly parameters?: readonly {
    readonly name: string
    readonly in: 'path' | 'query' | 'header'
    readonly schema: JsonSchema
  }[]
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: JsonSchema } } }
}

describe('requests that almost fit the document', () => {
  let api: ApiFixture
  let components: { readonly [name: string]: JsonSchema }
  let operations: { readonly [path: string]: { readonly [method: string]: Operation } }
  let cookies: readonly (string | undefined)[]
  let program: string
  beforeAll(async () => {
    api = await ApiFixture.start()
    const { body } = await api.send('GET /openapi.json')
    operations = body.paths
    components = body.components.schemas
    await api.addUser('root', 'administrator')
    await api.addUser('owner', 'author')
    await api.addUser('target', 'viewer')
    cookies = [await api.signIn('owner', 'author'), await api.signIn('root', 'administrator'), undefined]
    program = await api.addProgram('owner')
  })
  afterAll(() => api.close())

  /** Values for a place of the request: of the schema, near it, or anything. */
  const valuesOf = (schema: JsonSchema) => anyValueOf(schema, components)

  function requestsOf(route: DeclaredRoute): fc.Arbitrary<{ readonly url: string; readonly init: RequestInit }> {
    const { parameters = [], requestBody } = operations[route.path.replace(/:(\w+)/g, '{$1}')]?.[route.method] ?? {}
    const of = (place: string) =>
      fc.record(
        Object.fromEntries(
          parameters.filter((one) => one.in === place).map(({ name, schema }) => [name, valuesOf(schema)]),
        ),
        {
          requiredKeys: [],
        },
      )
    const known = fc.constantFrom(
      program,
      `${program}~1`,
      'curriculum_generation',
      'part-1/bees.md',
      'target',
      'json',
      '*',
      '..',
    )
    const path = fc.record(
      Object.fromEntries(
        [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => [
          name,
          fc.oneof(known, fc.string({ unit: 'binary', minLength: 1 })),
        ]),
      ),
    )
    const body =
      requestBody === undefined ? fc.constant(undefined) : valuesOf(requestBody.content['application/json'].schema)
    const parts = {
      path,
      query: of('query'),
      headers: of('header'),
      body,
      cookie: fc.nat(2),
      more: fc.option(fc.string({ unit: 'binary' })),
    }
    return fc.record(parts).map(({ path, query, headers, body, cookie, more }) => {
      const at = route.path.replace(/:(\w+)/g, (_, name) => encoded(path[name] ?? ''))
      const search = Object.entries(query).map(([name, value]) => `${name}=${encoded(String(value))}`)
      if (more !== null) search.push(encoded(more))
      const sent = Object.entries(headers).map(([name, value]) => [name, String(value).replace(/[^\x20-\xff]/g, '?')])
      return {
        url: `${api.base}${at}${search.length === 0 ? '' : `?${search.join('&')}`}`,
        init: {
          method: route.method.toUpperCase(),
          redirect: 'manual' as const,
          headers: {
            ...Object.fromEntries(sent),
            Origin: api.base,
            ...(cookies[cookie] === undefined ? {} : { Cookie: cookies[cookie] }),
            ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) ?? 'undefined' }),
        },
      }
    })
  }

  it('are answered: no 500, no stack, no hang, for every route', async () => {
    const statuses = new Map<number, number>()
    for (const route of api.routes) {
      // The session must survive the other requests.
      if (route.id === 'signOut' || route.id === 'revokeSession') continue
      await fc.assert(
        fc.asyncProperty(requestsOf(route), async ({ url, init }) => {
          const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(DEADLINE_MS) })
          const text = await answer.text()
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
          expect(answer.status).not.toBe(500)
          expect(text).not.toMatch(/\n\s+at .+:\d+:\d+/)
          if (answer.status < 400) return
          expect(answer.headers.get('content-type')).toBe('application/problem+json')
          expect(JSON.parse(text)).toMatchObject({ status: answer.status, code: expect.any(String) })
        }),
        { numRuns: RUNS },
      )
      // A deleted program would make the other requests uninteresting.
      if ((await api.app.programs.getProgram(program)) === undefined) program = await api.addProgram('owner')
    }
    // The requests come as far as the handlers, and are not all refused for the same reason.
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 401, 404, 422]))
    const failures = api.app.logger.lines.filter(({ level }) => level === 'error')
    expect(failures).toEqual([])
  }, 600_000)
})

/** As in a URL; a lone surrogate has no encoding. */
function encoded(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString())
}
