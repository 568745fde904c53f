import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { PASSWORD } from '../../../../support/accounts/accounts-fixture.js'
import { ApiFixture, type ApiRequest } from '../../../../support/api-fixture.js'
import { BRIEF } from '../../../../support/public-calls.js'

/** The users of the table. `shared` is an author with whom the program is shared. */
const USERS = ['nobody', 'viewer', 'other', 'shared', 'owner', 'administrator'] as const

/** What each of {@link USERS} gets. */
type Row = readonly [
  nobody: number,
  viewer: number,
  other: number,
  shared: number,
  owner: number,
  administrator: number,
]

interface Expected {
  readonly row: Row
  /** The request for the own program of the row. */
  readonly send: (own: Own) => readonly [line: string, request?: ApiRequest]
}

/** Made for each row and user, so that no request meets what another one left. */
interface Own {
  readonly program: string
  readonly job: string
  readonly failed: string
  readonly handle: string
  readonly user: string
}

const open = (path: string): Expected => ({ row: [200, 200, 200, 200, 200, 200], send: () => [`GET ${path}`] })
const administrators = (path: string): Expected => ({
  row: [401, 403, 403, 403, 403, 200],
  send: () => [`GET ${path}`],
})
const manage = (done: number, send: Expected['send']): Expected => ({ row: [401, 403, 403, 403, 403, done], send })
const read = (path: (own: Own) => string): Expected => ({
  row: [401, 200, 404, 200, 200, 200],
  send: (own) => [`GET ${path(own)}`],
})
const change = (done: number, send: Expected['send']): Expected => ({ row: [401, 403, 404, 403, done, done], send })

const TABLE: { readonly [id: string]: Expected } = {
  getStartPage: open('/'),
  getHealth: open('/health'),
  getLiveness: open('/health/live'),
  getReadiness: open('/health/ready'),
  getOpenApiDocument: open('/openapi.json'),
  getDocs: open('/docs'),
  getDocsStyles: open('/docs.css'),
  listPrograms: { row: [401, 200, 200, 200, 200, 200], send: () => ['GET /api/programs'] },
  createProgram: { row: [401, 403, 201, 201, 201, 201], send: () => ['POST /api/programs', { json: BRIEF }] },
  getProgram: read(({ program }) => `/api/programs/${program}`),
  updateProgram: change(200, ({ program }) => [
    `PUT /api/programs/${program}`,
    { json: BRIEF, headers: { 'If-Match': '*' } },
  ]),
  deleteProgram: change(204, ({ program }) => [`DELETE /api/programs/${program}`]),
  getViewers: change(200, ({ program }) => [`GET /api/programs/${program}/viewers`]),
  setViewers: change(200, ({ program }) => [`PUT /api/programs/${program}/viewers`, { json: { viewers: ['x'] } }]),
  listDocuments: read(({ program }) => `/api/programs/${program}/documents`),
  getDocument: read(({ program }) => `/api/programs/${program}/documents/part-1%2Fbees.md`),
  removeDocument: change(204, ({ program }) => [`DELETE /api/programs/${program}/documents/part-1%2Fbees.md`]),
  requestCurriculum: change(202, ({ program }) => [`POST /api/programs/${program}/curricula`]),
  listCurricula: read(({ program }) => `/api/programs/${program}/curricula`),
  getCurriculum: read(({ program }) => `/api/curricula/${program}~1`),
  getCurriculumReport: read(({ program }) => `/api/curricula/${program}~1/report`),
  exportCurriculum: read(({ program }) => `/api/curricula/${program}~1/exports/json`),
  getJob: read(({ job }) => `/api/jobs/curriculum_generation/${job}`),
  cancelJob: change(200, ({ job }) => [`DELETE /api/jobs/curriculum_generation/${job}`]),
  retryJob: change(202, ({ failed }) => [`POST /api/jobs/curriculum_generation/${failed}/retry`]),
  // There are users: nobody may set the service up.
  setUp: {
    row: [409, 409, 409, 409, 409, 409],
    send: ({ user }) => [
      'POST /api/setup',
      { json: { token: 'x'.repeat(43), email: `${user}@example.com`, password: PASSWORD } },
    ],
  },
  signIn: {
    row: [201, 201, 201, 201, 201, 201],
    send: ({ user }) => ['POST /api/sessions', { json: { email: `${user}@example.org`, password: PASSWORD } }],
  },
  getMe: { row: [401, 200, 200, 200, 200, 200], send: () => ['GET /api/me'] },
  changePassword: {
    row: [401, 204, 204, 204, 204, 204],
    send: () => ['POST /api/me/password', { json: { current: PASSWORD, password: PASSWORD } }],
  },
  listSessions: { row: [401, 200, 200, 200, 200, 200], send: () => ['GET /api/sessions'] },
  signOut: { row: [401, 204, 204, 204, 204, 204], send: () => ['DELETE /api/sessions/current'] },
  // The session belongs to the owner: for others it does not exist.
  revokeSession: { row: [401, 404, 404, 404, 204, 404], send: ({ handle }) => [`DELETE /api/sessions/${handle}`] },
  listUsers: administrators('/api/users'),
  createUser: manage(201, ({ user }) => [
    'POST /api/users',
    { json: { email: `${user}@example.net`, role: 'viewer', password: PASSWORD } },
  ]),
  getUser: manage(200, ({ user }) => [`GET /api/users/${user}`]),
  updateUser: manage(200, ({ user }) => [
    `PATCH /api/users/${user}`,
    { json: { name: 'Other' }, headers: { 'If-Match': '*' } },
  ]),
  setPassword: manage(204, ({ user }) => [`PUT /api/users/${user}/password`, { json: { password: 'another horse' } }]),
  getQueueStats: administrators('/api/queues/curriculum_generation/stats'),
  getCacheStats: administrators('/api/cache/stats'),
}

describe('every route for every user', () => {
  let api: ApiFixture
  beforeAll(async () => {
    api = await ApiFixture.start()
    await api.addUser('administrator', 'administrator')
    await api.addUser('viewer', 'viewer')
    for (const id of ['other', 'shared', 'owner']) await api.addUser(id, 'author')
  })
  afterAll(() => api.close())

  async function cookieOf(user: (typeof USERS)[number]): Promise<string | undefined> {
    if (user === 'nobody') return undefined
    return api.signIn(user, user === 'viewer' || user === 'administrator' ? user : 'author')
  }

  async function own(): Promise<Own> {
    const program = await api.addProgram('owner')
    await api.app.programs.setViewers(program, ['viewer', 'shared'])
    const { job, failed } = await jobsOf(api, program)
    const data = { userId: 'owner', email: 'owner@example.org', role: 'author' }
    const { handle } = await api.app.sessions.createSession(undefined, data)
    const user = `user-${program}`.toLowerCase()
    await api.addUser(user, 'viewer')
    return { program, job, failed, handle, user }
  }

  it('has a row', () => {
    expect(Object.keys(TABLE).sort()).toEqual(api.routes.map(({ id }) => id).sort())
  })

  it.each(Object.entries(TABLE))('%s', async (id, { row, send }) => {
    const seen: number[] = []
    for (const user of USERS) {
      const [line, request] = send(await own())
      const [method = '', path = ''] = line.split(' ')
      expect(api.routeOf(method, path)?.id).toBe(id)
      seen.push((await api.send(line, { ...request, cookie: await cookieOf(user) })).status)
    }
    expect(Object.fromEntries(USERS.map((user, index) => [user, seen[index]]))).toEqual(
      Object.fromEntries(USERS.map((user, index) => [user, row[index]])),
    )
  })

  it('answers a role of the embedder with 403', async () => {
    const cookie = await api.signIn('owner', 'editor')
    const program = await api.addProgram('owner')
    for (const line of ['GET /api/programs', `GET /api/programs/${program}`, 'GET /api/sessions']) {
      expect((await api.send(line, { cookie })).body).toMatchObject({ status: 403, code: 'forbidden' })
    }
  })

  it.each(Object.entries(TABLE).filter(([, { row }]) => row[0] === 401 && row[2] === 404))(
    '%s answers the same for what is hidden as for what does not exist',
    async (_id, { send }) => {
      const cookie = await cookieOf('other')
      const absent = { program: 'absent', job: 'absent', failed: 'absent', handle: 'absent', user: 'absent' }
      const answers = []
      for (const place of [await own(), absent]) {
        const [line, request] = send(place)
        const { status, body, headers } = await api.send(line, { ...request, cookie })
        const { requestId: _, instance: __, ...rest } = body
        const names = [...headers.keys()].filter((name) => name !== 'date')
        answers.push({ status, rest, names })
      }
      expect(answers[0]).toEqual(answers[1])
    },
  )
})

/** An unfinished job of a program, and a failed one. */
async function jobsOf(
  { app }: ApiFixture,
  program: string,
): Promise<{ readonly job: string; readonly failed: string }> {
  const failed = `failed-${program}`
  await app.jobs.addJob('curriculum_generation', { programId: program, userId: 'owner' }, { id: failed, key: failed })
  const stop = await app.queue.work(
    'curriculum_generation',
    async () => {
      const { UnrecoverableError } = await import('../../../../../src/domain/jobs/index.js')
      throw new UnrecoverableError('secret of the service')
    },
    { concurrency: 1 },
  )
  for await (const { state } of app.jobs.watch('curriculum_generation', failed)) if (state === 'failed') break
  await stop()
  const { id } = await app.curricula.requestCurriculum(program, { userId: 'owner' })
  return { job: id, failed }
}
