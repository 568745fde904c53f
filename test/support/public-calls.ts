import { ExpressSessionStore } from '../../src/adapters/express/express-session/index.js'
import { buildRouter, csrfGuard, listen, requireRole, sessionOf, sessions } from '../../src/adapters/express/index.js'
import { type App, createApp, defineJob, readConfig } from '../../src/index.js'
import type { WRONG } from '../../src/ports/conformance/wrong-arguments.js'

/** What an argument of a call must be. */
interface Argument {
  /** Without it, any value is accepted. */
  readonly kind?: keyof typeof WRONG
  /** May be left out. */
  readonly optional?: true
  /** Values of a wrong kind that the call accepts nevertheless. */
  readonly accepts?: (value: unknown) => boolean
  /** The names of its options: others are refused. */
  readonly options?: readonly string[]
  /** The options that must be given. */
  readonly given?: object
}

/** A public call, valid arguments for it, and what they must be. */
export interface PublicCall {
  readonly run: (...args: readonly unknown[]) => unknown
  readonly valid: readonly unknown[]
  readonly args: readonly Argument[]
}

export const BRIEF = {
  ...{
    title: 'Bees',
    audience: 'Beginners',
    level: 'introductory',
    totalHours: 4,
    language: 'en',
    aims: ['Keep bees'],
  },
}
const DATA = { userId: 'u1', email: 'u1@example.org', role: 'viewer' }
const FILE = { name: 'a.md', bytes: new Uint8Array(1) }
const SCHEMA = { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } } as const
const JOB = defineJob({ type: 'public_call', payload: SCHEMA })

const WRITE = ['namespace', 'ttl', 'jitter', 'tags', 'grace']
const LOAD = [...WRITE, 'softTimeout', 'hardTimeout', 'refreshAhead', 'negativeTtl', 'signal', 'mutable']
const ADD = ['id', 'key', 'unique', 'delayMs', 'priority']

/** Any value: an id from a cookie that is no id names no session, and the payload is up to the schema. */
const any: Argument = {}
const text: Argument = { kind: 'text' }
const list: Argument = { kind: 'list' }
const callback: Argument = { kind: 'function' }
const object: Argument = { kind: 'object' }
const version: Argument = { kind: 'count', optional: true }
const seconds: Argument = { kind: 'fraction', optional: true }
const options = (...names: readonly string[]): Argument => ({ kind: 'object', optional: true, options: names })
const record = (given: object, ...names: readonly string[]): Argument => ({
  ...{ kind: 'object', given, options: [...Object.keys(given), ...names] },
})

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

function row(run: unknown, valid: readonly unknown[], ...args: readonly Argument[]): PublicCall {
  return { run: run as PublicCall['run'], valid, args }
}

function startAndStop(start: App['startWorkers']) {
  return async (...args: Parameters<App['startWorkers']>) => {
    const stop = await start(...args)
    await stop()
  }
}

/**
 * Every call of the package that has arguments, by its name. Methods that have none are missing.
 *
 * @param app has the program `p` of the user `u1`, with the document `a.md`
 * @param dataDir for the apps that the calls create
 */
export function publicCalls(app: App, dataDir: string): { readonly [name: string]: PublicCall } {
  const facades = { ...cacheCalls(app), ...sessionCalls(app), ...jobCalls(app), ...programCalls(app) }
  return { ...facades, ...accountCalls(app), ...otherCalls(app, dataDir) }
}

function cacheCalls({ cache }: App): { readonly [name: string]: PublicCall } {
  return {
    'cache.get': row(cache.get, ['k'], text, options('namespace', 'mutable')),
    'cache.mget': row(cache.mget, [['k']], list, options('namespace', 'mutable')),
    'cache.getOrSet': row(cache.getOrSet, ['k', () => 1], text, callback, options(...LOAD)),
    'cache.mgetOrSet': row(cache.mgetOrSet, [['k'], () => [1]], list, callback, options(...LOAD)),
    'cache.exists': row(cache.exists, ['k'], text, options('namespace')),
    'cache.set': row(cache.set, ['k', 1], text, any, options(...WRITE)),
    'cache.mset': row(cache.mset, [[]], list, options(...WRITE)),
    'cache.mset, an item': row(
      (item: never) => cache.mset([item]),
      [{ key: 'k', value: 1 }],
      record({ key: 'k', value: 1 }),
    ),
    'cache.delete': row(
      ...([cache.delete, [['k']], { ...list, accepts: (value: unknown) => typeof value === 'string' }] as const),
      options('namespace'),
    ),
    'cache.increment': row(
      cache.increment,
      ['n'],
      text,
      { kind: 'integer', optional: true },
      options('namespace', 'ttl'),
    ),
    'cache.clearNamespace': row(cache.clearNamespace, ['api'], text),
    'cache.invalidateTags': row(cache.invalidateTags, [['t']], list, options('namespace')),
  }
}

function sessionCalls({ sessions: facade }: App): { readonly [name: string]: PublicCall } {
  /** With the id of a new session as the first argument. */
  const withSession =
    (run: unknown) =>
    async (...args: readonly unknown[]) => {
      const { id } = await facade.createSession(undefined, { ...DATA, userId: 'u2' })
      return (run as PublicCall['run'])(id, ...args)
    }
  const isFunction = (value: unknown) => typeof value === 'function'
  return {
    'sessions.createSession': row(
      ...([facade.createSession, [undefined, DATA], { ...text, optional: true }, { ...object, given: DATA }] as const),
      ...[seconds, options('maxPerUser', 'replaces')],
    ),
    'sessions.getSession': row(facade.getSession, ['id'], any),
    'sessions.getStaleSession': row(facade.getStaleSession, ['id'], any),
    'sessions.deleteSession': row(facade.deleteSession, ['id'], any),
    'sessions.touchSession': row(facade.touchSession, ['id'], any, seconds),
    'sessions.listUserSessions': row(facade.listUserSessions, ['u1'], text),
    'sessions.readUserSessions': row(facade.readUserSessions, ['u1'], text),
    'sessions.revokeUserSessions': row(facade.revokeUserSessions, ['u3'], text, options('except', 'handle')),
    'sessions.updateSession': row(
      ...([
        withSession(facade.updateSession),
        [{ a: 1 }],
        { ...object, accepts: isFunction },
        options('since'),
      ] as const),
    ),
    'sessions.updateSession, with a function': row(
      ...([withSession(facade.updateSession), [() => ({})], { ...callback, accepts: isObject }, options()] as const),
    ),
    'sessions.rotateSession': row(withSession(facade.rotateSession), [], { ...object, optional: true }),
  }
}

function jobCalls({ jobs }: App): { readonly [name: string]: PublicCall } {
  jobs.define(JOB)
  const schedule = { cron: '0 9 * * *', payload: 1 }
  /** With the job type as the first argument. */
  const of =
    (run: unknown) =>
    (...args: readonly unknown[]) =>
      (run as PublicCall['run'])(JOB, ...args)
  return {
    'jobs.define': row(jobs.define, [JOB], object),
    'jobs.handle': row(of(jobs.handle), [() => 1], callback),
    'jobs.addJob': row(jobs.addJob, [JOB, 1], text, any, options(...ADD)),
    'jobs.addJobs': row(of(jobs.addJobs), [[]], list),
    'jobs.addJobs, a job': row(
      (job: never) => jobs.addJobs(JOB, [job]),
      [{ payload: 1 }],
      record({ payload: 1 }, ...ADD),
    ),
    'jobs.getJobStatus': row(jobs.getJobStatus, [JOB, 'id'], text, text),
    'jobs.getQueueStats': row(jobs.getQueueStats, [JOB], text),
    'jobs.listJobs': row(jobs.listJobs, [JOB], text, options('states', 'offset', 'limit')),
    'jobs.cancelJob': row(jobs.cancelJob, [JOB, 'id'], text, text),
    'jobs.retryJob': row(jobs.retryJob, [JOB, 'id'], text, text),
    'jobs.removeJob': row(jobs.removeJob, [JOB, 'id'], text, text),
    'jobs.pauseQueue': row(jobs.pauseQueue, [JOB], text),
    'jobs.resumeQueue': row(jobs.resumeQueue, [JOB], text),
    'jobs.watch': row(jobs.watch, [JOB, 'id'], text, text, options('signal')),
    'jobs.schedule': row(jobs.schedule, [JOB, schedule], text, record(schedule, 'timeZone', 'name')),
    'jobs.startWorkers': row(startAndStop(jobs.startWorkers), [], options('types', 'concurrency')),
  }
}

function accountCalls({ accounts }: App): { readonly [name: string]: PublicCall } {
  const token = 'x'.repeat(43)
  const first = { email: 'first@example.org', password: 'correct horse' }
  const user = { ...first, role: 'administrator' }
  return {
    'accounts.isSetupToken': row(accounts.isSetupToken, [token], any),
    'accounts.setUp': row(accounts.setUp, [token, first], text, record(first, 'name')),
    'accounts.createFirstAdministrator': row(accounts.createFirstAdministrator, [first], record(first, 'name')),
    'accounts.signIn': row(accounts.signIn, [first.email, first.password], text, text),
    'accounts.addUser': row(accounts.addUser, [{ ...user, email: 'u9@example.org' }], record(user, 'name')),
    'accounts.getUser': row(accounts.getUser, ['u'], text),
    'accounts.findUser': row(accounts.findUser, [first.email], text),
    'accounts.listUsers': row(accounts.listUsers, [], options('limit', 'after')),
    'accounts.updateUser': row(
      ...([accounts.updateUser, ['u', { name: 'n' }, { since: 1 }], text] as const),
      ...[record({ name: 'n' }, 'role', 'disabled'), record({ since: 1 })],
    ),
    'accounts.setPassword': row(accounts.setPassword, ['u', first.password], text, text),
    'accounts.changePassword': row(
      ...([accounts.changePassword, ['u', first.password, 'another horse'], text, text, text] as const),
      options('except'),
    ),
  }
}

function programCalls({ programs, knowledge, curricula }: App): { readonly [name: string]: PublicCall } {
  return {
    'programs.createProgram': row(
      ...([programs.createProgram, [BRIEF, { ownerId: 'u1' }], { ...object, given: BRIEF }] as const),
      record({ ownerId: 'u1' }, 'id'),
    ),
    'programs.getProgram': row(programs.getProgram, ['p'], text, options('visibleTo')),
    'programs.listPrograms': row(programs.listPrograms, [], options('ownerId', 'visibleTo', 'limit', 'after')),
    'programs.updateProgram': row(
      ...([programs.updateProgram, ['p', BRIEF, { since: 1 }], text, { ...object, given: BRIEF }] as const),
      record({ since: 1 }),
    ),
    'programs.deleteProgram': row(programs.deleteProgram, ['other'], text),
    'programs.getViewers': row(programs.getViewers, ['p'], text),
    'programs.setViewers': row(programs.setViewers, ['p', ['u2']], text, list),
    'knowledge.addDocument': row(knowledge.addDocument, ['p', FILE], text, object),
    'knowledge.listDocuments': row(knowledge.listDocuments, ['p'], text),
    'knowledge.getDocument': row(knowledge.getDocument, ['p', 'a.md'], text, text),
    'knowledge.removeDocument': row(knowledge.removeDocument, ['p', 'b.md'], text, text),
    'knowledge.openDocuments': row(knowledge.openDocuments, ['p'], text),
    'curricula.requestCurriculum': row(
      ...([curricula.requestCurriculum, ['p', { userId: 'u1' }], text, record({ userId: 'u1' }, 'jobId')] as const),
    ),
    'curricula.generate': row(
      ...([
        curricula.generate,
        ['p', { userId: 'u1' }],
        text,
        record({ userId: 'u1' }, 'signal', 'onProgress'),
      ] as const),
    ),
    'curricula.getCurriculum': row(curricula.getCurriculum, ['p'], text, version),
    'curricula.listVersions': row(curricula.listVersions, ['p'], text, options('limit', 'below')),
    'curricula.getReport': row(curricula.getReport, ['p'], text, version),
    'curricula.exportCurriculum': row(curricula.exportCurriculum, ['p', undefined, 'html'], text, version, text),
  }
}

function otherCalls(app: App, dataDir: string): { readonly [name: string]: PublicCall } {
  const test = { environment: 'test', log: { level: 'silent' }, database: { dataDir } }
  const job = { type: 'other', payload: SCHEMA }
  const define = (name: string) => (value: never) => defineJob({ ...job, [name]: value })
  const listenAndClose = async (...args: Parameters<typeof listen>) => (await listen(...args)).close()
  return {
    startWorkers: row(startAndStop(app.startWorkers), [], options('types', 'concurrency')),
    createApp: row(
      async (...args: Parameters<typeof createApp>) => (await createApp(...args)).close(),
      [test],
      { ...object, optional: true, given: test, options: ['redis', 'cache', 'sessions', 'jobs', 'http', 'log', 'llm'] },
      options(
        'cache',
        'sessions',
        'jobs',
        'users',
        'author',
        'documentReader',
        'clock',
        'ids',
        'random',
        'logger',
        'probes',
      ),
    ),
    readConfig: row(readConfig, [{}], object, { ...callback, optional: true }),
    defineJob: row(defineJob, [job], record(job, 'attempts', 'backoff', 'timeoutMs', 'concurrency', 'retention')),
    'defineJob, backoff': row(define('backoff'), [{}], options('kind', 'delayMs', 'maxDelayMs', 'jitter')),
    'defineJob, retention': row(define('retention'), [{}], options('age', 'count')),
    sessions: row(sessions, [app], object, options('secure', 'storeDeadlineMs')),
    'access.actingAs': row(app.access.actingAs, [DATA], { ...object, given: DATA }),
    buildRouter: row(buildRouter, [app], object, options('bodyLimitBytes', 'authenticate')),
    listen: row(listenAndClose, [app, { port: 0 }], object, {
      ...options(
        'host',
        'trustProxy',
        'bodyLimitBytes',
        'authenticate',
        'headersTimeoutMs',
        'keepAliveMs',
        'drainDeadlineMs',
      ),
      given: { port: 0 },
    }),
    csrfGuard: row(csrfGuard, [{}], { ...object, optional: true }),
    requireRole: row(requireRole, ['author'], text),
    sessionOf: row(sessionOf, [], object),
    ExpressSessionStore: row(
      (...args: ConstructorParameters<typeof ExpressSessionStore>) => new ExpressSessionStore(...args),
      [app.sessions],
      object,
      options('ttl', 'clock'),
    ),
  }
}
