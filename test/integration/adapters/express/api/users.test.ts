import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { PASSWORD } from '../../../../support/accounts/accounts-fixture.js'
import { ApiFixture } from '../../../../support/api-fixture.js'

let api: ApiFixture
let cookie: string
let count = 0
let id: string
beforeAll(async () => {
  api = await ApiFixture.start()
  await api.addUser('root', 'administrator')
  cookie = await api.signIn('root', 'administrator')
})
afterAll(() => api.close())
beforeEach(async () => {
  count += 1
  id = `u-${count}`
  await api.addUser(id, 'author')
})

const tagOf = (headers: Headers) => headers.get('etag') ?? ''
const get = (of: string) => api.send(`GET /api/users/${of}`, { cookie })
const patch = (of: string, json: object, tags?: string) =>
  api.send(`PATCH /api/users/${of}`, { cookie, json, headers: tags === undefined ? {} : { 'If-Match': tags } })
const isLive = async (of: string) => (await api.send('GET /api/me', { cookie: of })).status === 200

describe('users', () => {
  it('are added and listed in pages, newest first, without their passwords', async () => {
    const json = { email: ' New@Example.org', role: 'viewer', password: PASSWORD }
    const created = await api.send('POST /api/users', { cookie, json })
    expect(created.body).toMatchObject({ email: 'new@example.org', name: 'new', role: 'viewer', disabled: false })
    const path = created.headers.get('location')
    const read = await api.send(`GET ${path}`, { cookie })
    expect([read.body, tagOf(read.headers)]).toEqual([created.body, tagOf(created.headers)])
    expect((await api.send('POST /api/users', { cookie, json })).body).toMatchObject({
      ...{ status: 409, code: 'user-exists' },
    })
    const seen: string[] = []
    let page: string | null = '/api/users?limit=1'
    while (page !== null) {
      const answer = await api.send(`GET ${page}`, { cookie })
      expect(answer.bytes.toString()).not.toContain('argon2')
      seen.push(...answer.body.users.map((user: { readonly id: string }) => user.id))
      page = /<(.+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1] ?? null
    }
    expect(seen).toHaveLength(count + 2)
    expect(new Set(seen)).toEqual(new Set((await api.app.accounts.listUsers()).users.map((user) => user.id)))
    expect((await api.send('GET /api/users?after=x', { cookie })).body).toMatchObject({ code: 'invalid-argument' })
  })

  it('with unusable data get pointers', async () => {
    const add = (json: object) => api.send('POST /api/users', { cookie, json })
    const unusable = await add({ email: 'x', role: 'author', password: 'x@example.org'.repeat(100) })
    expect(unusable.body).toMatchObject({
      ...{ status: 422, code: 'invalid-user' },
      errors: [
        { pointer: '/email', detail: expect.stringMatching(/^expected: an e-mail/) },
        { pointer: '/password', detail: expect.stringMatching(/^expected: a password of 10/) },
      ],
    })
    expect((await add({ email: 'x@example.org', role: 'editor', password: PASSWORD })).body).toMatchObject({
      ...{ status: 422, code: 'invalid-body', errors: [{ pointer: '/role' }] },
    })
    expect((await add({ id: 'mine', email: 'x@example.org', role: 'author', password: PASSWORD })).body).toMatchObject({
      ...{ status: 400, code: 'unknown-field' },
    })
    expect((await patch(id, {}, '*')).body).toMatchObject({
      status: 422,
      code: 'invalid-user',
      errors: [{ pointer: '' }],
    })
    expect((await patch(id, { email: 'x@example.org' }, '*')).body).toMatchObject({ code: 'unknown-field' })
    expect((await patch('absent', { name: 'x' }, '*')).body).toMatchObject({ status: 404, code: 'user-not-found' })
  })

  it('are changed only from the state that the administrator has read', async () => {
    const first = tagOf((await get(id)).headers)
    expect((await patch(id, { name: 'Ada' })).body).toMatchObject({ status: 428, code: 'precondition-required' })
    const changed = await patch(id, { name: 'Ada' }, first)
    expect(changed.body).toMatchObject({ name: 'Ada', version: 2 })
    expect((await patch(id, { name: 'Bob' }, first)).body).toMatchObject({ status: 412, code: 'version-conflict' })
    const answers = await Promise.all(['a', 'b', 'c'].map((name) => patch(id, { name }, tagOf(changed.headers))))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412])
  })

  it.each([
    ['another role', { role: 'viewer' }, false],
    ['disabling', { disabled: true }, false],
    ['another name', { name: 'Ada' }, true],
  ])('%s: the sessions of the user go on: %j %s', async (_what, changes, goOn) => {
    const session = await api.signIn(id, 'author')
    expect((await patch(id, changes, '*')).status).toBe(200)
    expect(await isLive(session)).toBe(goOn)
    expect(await isLive(cookie)).toBe(true)
  })

  it('cannot be without an administrator', async () => {
    for (const changes of [{ disabled: true }, { role: 'author' }]) {
      expect((await patch('root', changes, '*')).body).toMatchObject({ status: 409, code: 'last-administrator' })
    }
  })

  it('get a new password from an administrator, which ends their sessions', async () => {
    const session = await api.signIn(id, 'author')
    const set = (of: string, password: string) =>
      api.send(`PUT /api/users/${of}/password`, { cookie, json: { password } })
    const short = await set(id, 'short')
    expect(short.body).toMatchObject({ status: 422, code: 'invalid-user', errors: [{ pointer: '/password' }] })
    expect((await set(id, `${id}@example.org`)).status).toBe(422)
    expect((await set('absent', 'another horse')).body.code).toBe('user-not-found')
    expect(await isLive(session)).toBe(true)
    expect((await set(id, 'another horse')).status).toBe(204)
    expect(await isLive(session)).toBe(false)
    const signIn = (password: string) =>
      api.send('POST /api/sessions', { json: { email: `${id}@example.org`, password } })
    expect([(await signIn(PASSWORD)).status, (await signIn('another horse')).status]).toEqual([401, 201])
  })
})
