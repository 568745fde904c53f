import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import { type SessionsOptions, sessionOf, sessions } from '../../../src/adapters/express/index.js'
import { problemOf } from '../../../src/adapters/express/problem-details.js'
import { LruSessionStore } from '../../../src/adapters/memory/index.js'
import { SystemClock, SystemIds } from '../../../src/adapters/system/index.js'
import { Sessions } from '../../../src/app/sessions/index.js'
import type { RecentSessions } from '../../../src/app/sessions/recent-sessions.js'
import type { Clock, SessionStore } from '../../../src/ports/index.js'
import { serveHost } from '../http-fixture.js'
import { RecordingLogger } from '../recording-logger.js'

export type Verb = 'create' | 'read' | 'update' | 'touch' | 'rotate' | 'delete'

/** A store whose calls are counted, and can be held or made to fail before or after they reach the real one. */
export function watchedStore(store: SessionStore = new LruSessionStore({ clock: new SystemClock() })) {
  const calls: Verb[] = []
  const hooks: { before?: (verb: Verb) => unknown; after?: (verb: Verb) => unknown } = {}
  const watched = new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return async (...args: unknown[]) => {
        calls.push(name as Verb)
        await hooks.before?.(name as Verb)
        const result: unknown = await Reflect.apply(member, target, args)
        await hooks.after?.(name as Verb)
        return result
      }
    },
  })
  return { store: watched, calls, hooks }
}

/** Session settings of the app, for tests about them. */
export interface SessionAppOptions {
  readonly recent?: RecentSessions
  readonly deadlineMs?: number
  /** What the time of requests goes by; default: the machine's. */
  readonly clock?: Clock
}

/** Deadline for tests that are not about time: a busy machine must not reach it. */
const PATIENT_MS = 60_000

/** The part of an app that sessions over HTTP need. */
export function sessionApp(
  store: SessionStore,
  site: { environment: 'development' | 'production' } | undefined,
  { recent, deadlineMs = PATIENT_MS, clock = new SystemClock() }: SessionAppOptions = {},
) {
  const logger = new RecordingLogger()
  const lifetime = { idleMs: 30 * 60_000, absoluteMs: 12 * 3_600_000 }
  return {
    logger,
    sessions: new Sessions(store, { lifetime, maxPerUser: 20, deadlineMs }, recent),
    platform: { clock, ids: new SystemIds(), logger },
    ...(site ? { site } : {}),
  }
}

export const ada = { userId: 'u-1', email: 'ada@example.org', role: 'author' }

export interface ServeOptions extends SessionsOptions {
  readonly store?: SessionStore
  readonly environment?: 'development' | 'production'
  /** Leaves errors to Express instead of answering them as our router does. */
  readonly plainErrors?: boolean
  /** Mounts the host's own, before the sessions. */
  readonly before?: (host: Express) => void
  readonly app?: SessionAppOptions
  /** Creates the host. Default: Express 5. */
  readonly create?: typeof express
}

/** A host in development that signs in at `/sign-in` and has the routes of the test. */
export async function serveSessions(routes: (host: Express) => void, options: ServeOptions = {}) {
  const {
    store,
    environment = 'development',
    plainErrors,
    before,
    create = express,
    app: appOptions,
    ...settings
  } = options
  const watched = watchedStore(store)
  const app = sessionApp(watched.store, { environment }, appOptions)
  const host = create()
  // Errors without a stack on stderr.
  host.set('env', 'test')
  before?.(host)
  host.use(sessions(app, settings))
  host.post('/sign-in', async (req, res) => {
    await sessionOf(req).signIn(ada)
    res.sendStatus(204)
  })
  routes(host)
  if (!plainErrors) {
    host.use((error: unknown, _req: Request, res: Response, _next: NextFunction) => {
      const { status, headers, details } = problemOf(error, 'r1')
      res.status(status).set(headers).send(JSON.stringify(details))
    })
  }
  const { port, close } = await serveHost(host)
  const base = `http://127.0.0.1:${port}`
  return { ...watched, app, base, port, close, browser: () => new Browser(base) }
}

/** Sends the session cookie it was given last, and follows nothing by itself. */
export class Browser {
  readonly #base: string
  cookie: string | undefined

  constructor(base: string) {
    this.#base = base
  }

  /** The session id that it holds. */
  get id(): string | undefined {
    return this.cookie?.split('=')[1]
  }

  async fetch(path: string, init: RequestInit = {}): Promise<globalThis.Response> {
    const headers = new Headers(init.headers)
    if (this.cookie !== undefined && !headers.has('Cookie')) headers.set('Cookie', this.cookie)
    const answer = await fetch(this.#base + path, { redirect: 'manual', ...init, headers })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      if (/^(__Host-)?sid=/.test(pair)) this.cookie = line.includes('Max-Age=0') ? undefined : pair
    }
    return answer
  }

  post(path: string, init: RequestInit = {}): Promise<globalThis.Response> {
    return this.fetch(path, { ...init, method: 'POST' })
  }
}

/** Status, and the code of the problem if it is one. */
export async function outcome(
  answer: globalThis.Response,
): Promise<readonly [status: number, code: string | undefined]> {
  const text = await answer.text()
  if (!answer.headers.get('content-type')?.startsWith('application/problem+json')) return [answer.status, undefined]
  return [answer.status, (JSON.parse(text) as { code: string }).code]
}
