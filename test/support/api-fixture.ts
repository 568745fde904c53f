import { expect } from '@jest/globals'
import { declaredRoutes, type RouterOptions } from '../../src/adapters/express/build-router.js'
import { ERROR_MAPPING } from '../../src/adapters/express/error-mapping.js'
import { type ListeningServer, listen } from '../../src/adapters/express/index.js'
import { problemsOf } from '../../src/adapters/express/openapi/build-document.js'
import type { DeclaredRoute } from '../../src/adapters/express/routes/declare-route.js'
import type { UserRole } from '../../src/domain/accounts/index.js'
import type { GeneratedCurriculum } from '../../src/domain/curriculum/index.js'
import { result } from '../../src/ports/conformance/curriculum/repository-fixture.js'
import { PASSWORD } from './accounts/accounts-fixture.js'
import { type RoutedAppFixture, type RoutedAppOptions, routedApp } from './http-fixture.js'
import { BRIEF } from './public-calls.js'
import { smallCurriculum } from './small-curriculum.js'

/** A request of a test. */
export interface ApiRequest {
  readonly headers?: { readonly [name: string]: string }
  /** Sent as JSON. */
  readonly json?: unknown
  /** The cookie of a session, see {@link ApiFixture.signIn}. */
  readonly cookie?: string | undefined
}

/** An answer that has been compared with its declaration. */
export interface ApiAnswer {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Buffer
  /** The JSON body. */
  // biome-ignore lint/suspicious/noExplicitAny: tests compare it with what they expect
  readonly body: any
}

/** The whole router on a free port, with everything in memory. Each JSON answer is checked against its declaration. */
export class ApiFixture {
  readonly app: RoutedAppFixture
  readonly server: ListeningServer
  readonly routes: readonly DeclaredRoute[]
  readonly base: string

  private constructor(app: RoutedAppFixture, server: ListeningServer, routes: readonly DeclaredRoute[]) {
    this.app = app
    this.server = server
    this.routes = routes
    this.base = `http://127.0.0.1:${server.port}`
  }

  static async start(options: RoutedAppOptions = {}, router: RouterOptions = {}): Promise<ApiFixture> {
    const app = routedApp(options)
    app.lifecycle.markReady()
    const server = await listen(app, { port: 0, host: '127.0.0.1', idleGraceMs: 0, ...router })
    return new ApiFixture(app, server, declaredRoutes(app, router))
  }

  async close(): Promise<void> {
    await this.server.close()
    this.app.health.close()
  }

  /** Signs a user in and returns the cookie. */
  async signIn(userId: string, role: string): Promise<string> {
    const data = { userId, email: `${userId}@example.org`, role }
    return `sid=${(await this.app.sessions.createSession(undefined, data)).id}`
  }

  /** Adds a user with {@link PASSWORD}, who can sign in as `id@example.org`. The first one must be an administrator. */
  async addUser(id: string, role: UserRole): Promise<void> {
    const { users, hasher, platform } = this.app
    const account = { id, email: `${id}@example.org`, name: id, role, at: platform.clock.now() }
    await users.create({ ...account, passwordHash: await hasher.hash(PASSWORD) })
  }

  /** Sends a request as `METHOD /path`, with the origin of the service, and checks the answer. */
  async send(line: string, { headers = {}, json, cookie }: ApiRequest = {}): Promise<ApiAnswer> {
    const [method = '', path = ''] = line.split(' ')
    const response = await fetch(this.base + path, {
      method,
      redirect: 'manual',
      headers: {
        Origin: this.base,
        ...(cookie === undefined ? {} : { Cookie: cookie }),
        ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    const type = response.headers.get('content-type') ?? ''
    const body = bytes.length > 0 && /[/+]json\b/.test(type) ? JSON.parse(bytes.toString()) : undefined
    const answer = { status: response.status, headers: response.headers, bytes, body }
    assertDeclared(this.routeOf(method, path), answer)
    return answer
  }

  /** The declaration that serves a request, if there is one. */
  routeOf(method: string, path: string): DeclaredRoute | undefined {
    const steps = path.replace(/\?.*/, '').split('/')
    // A fixed path before one with parameters, as they are declared.
    return this.routes.find((route) => {
      const template = route.path.split('/')
      const fits = template.every(
        (step, index) => step === steps[index] || (step.startsWith(':') && steps[index] !== ''),
      )
      return route.method === method.toLowerCase().replace('head', 'get') && template.length === steps.length && fits
    })
  }

  /** A program of `owner` with a document and one version of a curriculum. Returns its id. */
  async addProgram(owner: string, generated: GeneratedCurriculum = smallCurriculum('Bees')): Promise<string> {
    const { programs, knowledge, repositories } = this.app
    const { id } = await programs.createProgram(BRIEF, { ownerId: owner })
    await knowledge.addDocument(id, { name: 'part-1/bees.md', bytes: new TextEncoder().encode('# Bees\n') })
    await repositories.curricula.save(result(id, { generated, createdBy: owner }))
    return id
  }
}

/** The cookie that an answer sets. */
export function cookieOf({ headers }: ApiAnswer): string {
  const [cookie = ''] = headers.getSetCookie()
  return cookie.replace(/;.*/, '')
}

/** The status, the content and, for an error, the code must be declared. */
function assertDeclared(route: DeclaredRoute | undefined, { status, body, bytes, headers }: ApiAnswer): void {
  if (status >= 400 && body?.code !== undefined) {
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(headers.get('cache-control')).toBe('no-store')
    const codes =
      route === undefined
        ? ['not-found', 'method-not-allowed']
        : problemsOf(route).map((key) => ERROR_MAPPING[key].code)
    expect([...codes, 'not-found', 'bad-path', 'bad-query']).toContain(body.code)
    return
  }
  if (route === undefined || status === 304) return
  const answer = route.answers[status]
  if (answer === undefined) throw new Error(`${route.id} answered ${status}, which it does not declare`)
  for (const name of Object.keys(answer.headers ?? {})) {
    if (name !== 'Link') expect([name, headers.get(name)]).toEqual([name, expect.any(String)])
  }
  if (typeof answer.content === 'object') expect(answer.content.safeParse(body).error).toBeUndefined()
  else if (answer.content === 'none') expect(bytes.length).toBe(0)
}
