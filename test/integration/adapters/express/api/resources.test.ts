import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { result } from '../../../../../src/ports/conformance/curriculum/repository-fixture.js'
import { ApiFixture } from '../../../../support/api-fixture.js'
import { generatedSample } from '../../../../support/generated-curriculum.js'
import { BRIEF } from '../../../../support/public-calls.js'
import { smallCurriculum } from '../../../../support/small-curriculum.js'

let api: ApiFixture
let cookie: string
beforeAll(async () => {
  api = await ApiFixture.start({ jobLimits: { maxPending: 40 } })
  cookie = await api.signIn('owner', 'author')
})
afterAll(() => api.close())

const tagOf = (headers: Headers) => headers.get('etag') ?? ''

describe('programs', () => {
  it('are created, read, changed and deleted, each change with a new tag', async () => {
    const created = await api.send('POST /api/programs', { cookie, json: { ...BRIEF, title: '  Bees  ' } })
    expect(created.body).toMatchObject({ ownerId: 'owner', version: 1, brief: BRIEF })
    const path = created.headers.get('location')
    expect(path).toBe(`/api/programs/${created.body.id}`)
    const read = await api.send(`GET ${path}`, { cookie })
    expect([read.body, tagOf(read.headers)]).toEqual([created.body, tagOf(created.headers)])
    expect(read.headers.get('cache-control')).toBe('private, no-cache')
    const json = { ...BRIEF, title: 'Wasps' }
    const changed = await api.send(`PUT ${path}`, { cookie, json, headers: { 'If-Match': tagOf(read.headers) } })
    expect(changed.body).toMatchObject({ version: 2, brief: json })
    expect(tagOf(changed.headers)).not.toBe(tagOf(read.headers))
    expect((await api.send(`DELETE ${path}`, { cookie })).status).toBe(204)
    expect((await api.send(`GET ${path}`, { cookie })).body).toMatchObject({ code: 'program-not-found' })
    expect((await api.send(`DELETE ${path}`, { cookie })).status).toBe(404)
  })

  it('are changed only from the state that the client names', async () => {
    const id = await api.addProgram('owner')
    const put = (tags?: string) =>
      api.send(`PUT /api/programs/${id}`, {
        cookie,
        json: BRIEF,
        headers: tags === undefined ? {} : { 'If-Match': tags },
      })
    const first = tagOf((await api.send(`GET /api/programs/${id}`, { cookie })).headers)
    expect((await put()).body).toMatchObject({ status: 428, code: 'precondition-required', detail: expect.any(String) })
    for (const tags of ['"other"', 'x', '"2-', first.slice(1, -1), `${first}x`]) {
      expect((await put(tags)).body).toMatchObject({ status: 412, code: 'version-conflict' })
    }
    expect((await put(first)).status).toBe(200)
    expect((await put(first)).status).toBe(412)
    const second = tagOf((await api.send(`GET /api/programs/${id}`, { cookie })).headers)
    expect((await put(`"other", W/${second}`)).status).toBe(200)
    expect((await put('*')).status).toBe(200)
    const remove = (tags: string) => api.send(`DELETE /api/programs/${id}`, { cookie, headers: { 'If-Match': tags } })
    expect((await remove(first)).status).toBe(412)
    expect((await remove('*')).status).toBe(204)
  })

  it('of two changes from the same state one is refused', async () => {
    const id = await api.addProgram('owner')
    const headers = { 'If-Match': tagOf((await api.send(`GET /api/programs/${id}`, { cookie })).headers) }
    const answers = await Promise.all(
      [1, 2, 3].map(() => api.send(`PUT /api/programs/${id}`, { cookie, json: BRIEF, headers })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412])
  })

  it('are not sent again to a client that has them', async () => {
    const id = await api.addProgram('owner')
    const first = await api.send(`GET /api/programs/${id}`, { cookie })
    const get = (tags: string, method = 'GET') =>
      api.send(`${method} /api/programs/${id}`, { cookie, headers: { 'If-None-Match': tags } })
    for (const tags of [tagOf(first.headers), `"x", ${tagOf(first.headers)}`, `W/${tagOf(first.headers)}`, '*']) {
      const again = await get(tags)
      expect([again.status, again.bytes.length, tagOf(again.headers)]).toEqual([304, 0, tagOf(first.headers)])
    }
    expect((await get(tagOf(first.headers), 'HEAD')).status).toBe(304)
    expect((await get('"x"')).status).toBe(200)
  })

  it('are listed in pages, with a link to the next one', async () => {
    const user = await api.signIn('lister', 'author')
    for (let count = 0; count < 5; count++) await api.addProgram('lister')
    const ids: string[] = []
    let path: string | undefined = '/api/programs?limit=2'
    const sizes: number[] = []
    while (path !== undefined) {
      const { body, headers } = await api.send(`GET ${path}`, { cookie: user })
      ids.push(...body.programs.map(({ id }: { id: string }) => id))
      sizes.push(body.programs.length)
      const link = headers.get('link')
      path = link === null ? undefined : /^<([^>]+)>; rel="next"$/.exec(link)?.[1]
      expect(path === undefined).toBe(body.next === undefined)
    }
    expect(sizes).toEqual([2, 2, 1])
    expect(new Set(ids).size).toBe(5)
    expect((await api.send('GET /api/programs?after=nonsense', { cookie: user })).body.code).toBe('invalid-argument')
  })

  it('are shared with viewers, and no longer after they are removed', async () => {
    const id = await api.addProgram('owner')
    const guest = await api.signIn('guest', 'viewer')
    const set = (viewers: readonly string[]) =>
      api.send(`PUT /api/programs/${id}/viewers`, { cookie, json: { viewers } })
    expect((await set(['guest', 'guest', 'a'])).body).toEqual({ viewers: ['a', 'guest'] })
    expect((await api.send(`GET /api/curricula/${id}~1`, { cookie: guest })).status).toBe(200)
    expect((await set([])).body).toEqual({ viewers: [] })
    expect((await api.send(`GET /api/curricula/${id}~1`, { cookie: guest })).status).toBe(404)
  })
})

describe('documents', () => {
  it('are listed, downloaded as they are, and removed', async () => {
    const id = await api.addProgram('owner')
    const bytes = new Uint8Array(256).map((_, index) => index)
    await api.app.knowledge.addDocument(id, { name: 'Übung "1".html', bytes })
    const list = await api.send(`GET /api/programs/${id}/documents`, { cookie })
    expect(list.body.documents).toEqual([
      {
        name: 'part-1/bees.md',
        bytes: 7,
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        addedAt: expect.any(String),
      },
      expect.objectContaining({ name: 'Übung "1".html', bytes: 256 }),
    ])
    const path = `/api/programs/${id}/documents/${encodeURIComponent('Übung "1".html')}`
    const file = await api.send(`GET ${path}`, { cookie })
    expect([...file.bytes]).toEqual([...bytes])
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': 'text/html',
      'content-disposition': `attachment; filename="_bung _1_.html"; filename*=UTF-8''%C3%9Cbung%20%221%22.html`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'no-store',
    })
    expect((await api.send(`HEAD ${path}`, { cookie })).headers.get('content-length')).toBe('256')
    expect((await api.send(`DELETE ${path}`, { cookie })).status).toBe(204)
    for (const method of ['GET', 'DELETE']) {
      expect((await api.send(`${method} ${path}`, { cookie })).body.code).toBe('document-not-found')
    }
  })
})

describe('curricula', () => {
  it('are listed by version, newest first, in pages', async () => {
    const id = await api.addProgram('owner')
    for (let since = 1; since < 5; since++) {
      const generated = smallCurriculum('Bees')
      await api.app.repositories.curricula.save(result(id, { generated, fingerprint: `f${since + 1}`, since }))
    }
    const first = await api.send(`GET /api/programs/${id}/curricula?limit=2`, { cookie })
    expect(first.body.curricula.map((one: { id: string }) => one.id)).toEqual([`${id}~5`, `${id}~4`])
    expect(first.body.next).toBe(4)
    const next = /<([^>]+)>/.exec(first.headers.get('link') ?? '')?.[1]
    expect((await api.send(`GET ${next}`, { cookie })).body.curricula[0]).toMatchObject({ id: `${id}~3`, version: 3 })
    const last = await api.send(`GET /api/programs/${id}/curricula?below=3`, { cookie })
    expect(last.body.curricula).toHaveLength(2)
    expect(last.body).not.toHaveProperty('next')
  })

  it('are sent with content and report, as the schemas say, also the large sample', async () => {
    const generated = await generatedSample()
    const id = await api.addProgram('owner', generated)
    const { body, headers } = await api.send(`GET /api/curricula/${id}~1`, { cookie })
    expect(body).toMatchObject({ id: `${id}~1`, programId: id, version: 1 })
    expect(body.curriculum).toEqual(JSON.parse(JSON.stringify(generated.curriculum)))
    const report = await api.send(`GET /api/curricula/${id}~1/report`, { cookie })
    expect(report.body.report.readiness).toEqual(generated.report.readiness)
    expect(tagOf(headers)).not.toBe(tagOf(report.headers))
    const again = await api.send(`GET /api/curricula/${id}~1`, { cookie, headers: { 'If-None-Match': tagOf(headers) } })
    expect(again.status).toBe(304)
  })

  it('are read from the database once, and not found as soon as the program is deleted', async () => {
    const id = await api.addProgram('owner')
    const { curricula } = api.app.repositories
    const { read } = curricula
    let reads = 0
    Object.assign(curricula, {
      read: (...args: Parameters<typeof read>) => {
        reads += 1
        return read(...args)
      },
    })
    const paths = ['', '/report', '/exports/markdown', '/exports/csv', '/exports/csv?file=items.csv']
    const tags: string[] = []
    for (const times of [1, 2]) {
      for (const path of paths) {
        const { status, headers } = await api.send(`GET /api/curricula/${id}~1${path}`, { cookie })
        expect([times, path, status]).toEqual([times, path, 200])
        tags.push(tagOf(headers))
      }
    }
    Object.assign(curricula, { read })
    expect(reads).toBe(paths.length)
    expect(tags.slice(paths.length)).toEqual(tags.slice(0, paths.length))
    expect(new Set(tags).size).toBe(paths.length)
    // Another process deletes it: this one is told nothing.
    await api.app.repositories.programs.delete(id)
    for (const path of paths) expect((await api.send(`GET /api/curricula/${id}~1${path}`, { cookie })).status).toBe(404)
  })

  it('of a program that was created again have their own content and tag', async () => {
    const { programs, curricula } = api.app.repositories
    const create = async (at: number, title: string) => {
      await programs.create({ id: 'again', ownerId: 'owner', brief: BRIEF as never, at })
      await curricula.save(result('again', { generated: smallCurriculum(title) }))
      return api.send('GET /api/curricula/again~1', { cookie })
    }
    const before = await create(1, 'Old')
    // By another process, which this one is not told of.
    await programs.delete('again')
    const after = await create(2, 'New')
    expect([before.body.title, after.body.title]).toEqual(['Old', 'New'])
    expect(tagOf(after.headers)).not.toBe(tagOf(before.headers))
  })

  it('leave the cache when their program is deleted', async () => {
    const id = await api.addProgram('owner')
    const entries = async () => (await api.app.cache.getStats()).dbSize
    const before = await entries()
    await api.send(`GET /api/curricula/${id}~1`, { cookie })
    await api.send(`GET /api/curricula/${id}~1/exports/json`, { cookie })
    expect(await entries()).toBe(before + 2)
    await api.send(`DELETE /api/programs/${id}`, { cookie })
    expect(await entries()).toBe(before)
  })

  it.each([
    ['markdown', 'curriculum.md'],
    ['html', 'curriculum.html'],
    ['docx', 'curriculum.docx'],
    ['csv', 'outcomes.csv'],
    ['csv?file=hours.csv', 'hours.csv'],
    ['json?file=report.json', 'report.json'],
  ])('are exported as %s', async (format, name) => {
    const id = await api.addProgram('owner', smallCurriculum('<script>alert(1)</script>'))
    const { bytes, headers } = await api.send(`GET /api/curricula/${id}~1/exports/${format}`, { cookie })
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${name}"; filename*=UTF-8''${name}`)
    const [, key = '', file] = /^(\w+)(?:\?file=(.+))?$/.exec(format) ?? []
    const files = await api.app.curricula.exportCurriculum(id, 1, key as 'json')
    const exported = files.find((each) => each.name === (file ?? name))
    expect(bytes.equals(exported?.bytes ?? new Uint8Array())).toBe(true)
    expect(headers.get('content-type')).toBe(exported?.mediaType)
    if (key === 'html') expect(bytes.toString()).not.toContain('<script>alert')
  })

  it('have only the files of their format', async () => {
    const id = await api.addProgram('owner')
    const answer = await api.send(`GET /api/curricula/${id}~1/exports/csv?file=x.csv`, { cookie })
    expect(answer.body).toMatchObject({
      code: 'not-found',
      detail: 'the files of this format: outcomes.csv, hours.csv, items.csv',
    })
    expect((await api.send(`GET /api/curricula/${id}~1/exports/exe`, { cookie })).status).toBe(404)
  })
})

describe('a request for a curriculum', () => {
  const request = (id: string, headers: Record<string, string> = {}, json?: unknown) =>
    api.send(`POST /api/programs/${id}/curricula`, { cookie, headers, json })

  it('is answered with its job', async () => {
    const id = await api.addProgram('owner')
    const { status, body, headers } = await request(id)
    expect([status, body]).toEqual([202, { type: 'curriculum_generation', id: expect.any(String), created: true }])
    const path = headers.get('location')
    expect(path).toBe(`/api/jobs/curriculum_generation/${body.id}`)
    expect((await request(id, {}, {})).body).toEqual({ ...body, created: false })
    const job = await api.send(`GET ${path}`, { cookie })
    expect(job.body).toMatchObject({ state: 'waiting', progress: { percent: 0 }, cancelRequested: false })
    expect(JSON.stringify(job.body)).not.toContain('userId')
    expect((await api.send(`DELETE ${path}`, { cookie })).body).toEqual({ outcome: 'cancelled' })
    expect((await api.send(`DELETE ${path}`, { cookie })).body).toEqual({ outcome: 'unchanged' })
    expect((await api.send(`POST ${path}/retry`, { cookie })).body).toMatchObject({
      status: 409,
      code: 'illegal-job-state',
    })
  })

  it('with the key of an earlier one gets the job of that one', async () => {
    const id = await api.addProgram('owner')
    const headers = { 'Idempotency-Key': 'one-1' }
    const first = await request(id, headers)
    await api.send(`DELETE ${first.headers.get('location')}`, { cookie })
    expect((await request(id, headers)).body).toEqual({ ...first.body, created: false })
    expect((await request(id, { 'Idempotency-Key': 'two' })).body.created).toBe(true)
  })

  it.each(['a b', 'x'.repeat(256), 'ä'])('refuses the key %j', async (key) => {
    const id = await api.addProgram('owner')
    const answer = await request(id, { 'Idempotency-Key': Buffer.from(key).toString('latin1') })
    expect(answer.body).toMatchObject({ status: 400, code: 'bad-header', errors: [{ pointer: '/idempotency-key' }] })
  })

  it('without documents says what is missing', async () => {
    const created = await api.send('POST /api/programs', { cookie, json: BRIEF })
    expect((await request(created.body.id)).body).toMatchObject({
      status: 422,
      code: 'no-usable-documents',
      detail: 'add at least one document with text to the program',
    })
  })

  it('to a full queue is answered with the time to wait', async () => {
    const ids: string[] = []
    for (let count = 0; count <= 41; count++) ids.push(await api.addProgram('owner'))
    const answers = []
    for (const id of ids) answers.push(await request(id))
    const full = answers.at(-1)
    expect(full?.body).toMatchObject({ status: 503, code: 'queue-full' })
    expect(Number(full?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
  })
})

describe('a failed job', () => {
  it('says why, without the message of the error', async () => {
    const id = await api.addProgram('owner')
    const { jobs, queue } = api.app
    for (const { id: other } of await jobs.listJobs('curriculum_generation', { limit: 1000, states: ['waiting'] })) {
      await jobs.cancelJob('curriculum_generation', other)
    }
    const path = (await api.send(`POST /api/programs/${id}/curricula`, { cookie })).headers.get('location')
    const job = path?.split('/').at(-1) ?? ''
    const { UnrecoverableError } = await import('../../../../../src/domain/jobs/index.js')
    const fail = Object.assign(new UnrecoverableError('redis://secret'), { code: 'NO_USABLE_DOCUMENTS' })
    const stop = await queue.work('curriculum_generation', () => Promise.reject(fail), { concurrency: 1 })
    for await (const { state } of jobs.watch('curriculum_generation', job)) if (state === 'failed') break
    await stop()
    const { body, bytes } = await api.send(`GET ${path}`, { cookie })
    expect(body).toMatchObject({ state: 'failed', error: { code: 'no-usable-documents', title: expect.any(String) } })
    expect(bytes.toString()).not.toContain('secret')
    const retried = await api.send(`POST ${path}/retry`, { cookie })
    expect([retried.status, retried.body.state, retried.headers.get('location')]).toEqual([202, 'waiting', path])
  })
})

describe('sessions', () => {
  it('are listed without ids, and each can be ended', async () => {
    const [first, second] = [await api.signIn('devices', 'viewer'), await api.signIn('devices', 'viewer')]
    const { body, bytes } = await api.send('GET /api/sessions', { cookie: second })
    expect(body.sessions.map(({ current }: { current: boolean }) => current).sort()).toEqual([false, true])
    expect(bytes.toString()).not.toContain(first.slice(4))
    const other = body.sessions.find(({ current }: { current: boolean }) => !current)
    const path = `/api/sessions/${other.handle}`
    expect((await api.send(`DELETE ${path}`, { cookie: second })).status).toBe(204)
    expect((await api.send(`DELETE ${path}`, { cookie: second })).status).toBe(404)
    expect((await api.send('GET /api/programs', { cookie: first })).body.code).toBe('session-ended')
  })

  it('end by signing out, which deletes the cookie', async () => {
    const own = await api.signIn('leaving', 'viewer')
    const { status, headers } = await api.send('DELETE /api/sessions/current', { cookie: own })
    expect([status, headers.get('set-cookie')]).toEqual([204, expect.stringContaining('sid=; Path=/; Max-Age=0')])
    expect((await api.send('GET /api/sessions', { cookie: own })).body.code).toBe('session-ended')
  })
})
