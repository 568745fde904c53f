import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { Argon2PasswordHasher } from '../../../../../src/adapters/argon2/argon2-password-hasher.js'
import { ADMIN, CHEAP, PASSWORD } from '../../../../support/accounts/accounts-fixture.js'
import { ApiFixture, cookieOf } from '../../../../support/api-fixture.js'
import { gate } from '../../../../support/http-fixture.js'

let api: ApiFixture
/** The calls of the hasher. */
let hashed: string[]
/** Runs after a password was verified. */
let onVerified: () => Promise<void>
let isOpen: Promise<void>

/** Real hashes; one call runs and two wait. */
function observedHasher(): Argon2PasswordHasher {
  return new Argon2PasswordHasher({
    ...{ cost: CHEAP, maxRunning: 1, maxWaiting: 2 },
    load: async () => {
      const argon2 = await import('@node-rs/argon2')
      return {
        hash: async (...args) => {
          hashed.push('hash')
          return argon2.hash(...args)
        },
        verify: async (...args) => {
          hashed.push('verify')
          await isOpen
          const isRight = await argon2.verify(...args)
          await onVerified()
          return isRight
        },
      }
    },
  })
}

beforeEach(async () => {
  hashed = []
  onVerified = async () => {}
  isOpen = Promise.resolve()
  api = await ApiFixture.start({ hasher: observedHasher() })
})
afterEach(() => api.close())

const signIn = (email: string, password: string, cookie?: string) =>
  api.send('POST /api/sessions', { json: { email, password }, cookie })
const me = (cookie: string) => api.send('GET /api/me', { cookie })
const pointersOf = ({ body }: { readonly body: { readonly errors: readonly { readonly pointer: string }[] } }) =>
  body.errors.map(({ pointer }) => pointer)

describe('the set-up', () => {
  const setUp = (token: string, account: object = ADMIN, cookie?: string) =>
    api.send('POST /api/setup', { json: { token, ...account }, cookie })

  it('adds the first administrator once, and signs in', async () => {
    const token = await api.app.accounts.createSetupToken()
    const answer = await setUp(token)
    expect(answer.body).toMatchObject({ email: ADMIN.email, name: 'Admin', role: 'administrator', version: 1 })
    expect(answer.status).toBe(201)
    expect(answer.bytes.toString()).not.toMatch(/password|argon2/)
    expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/^sid=[\w-]{43};.*HttpOnly/i)])
    expect((await me(cookieOf(answer))).body).toEqual(answer.body)
    expect((await api.send('GET /api/users', { cookie: cookieOf(answer) })).body.users).toEqual([answer.body])
    const again = await setUp(token, { email: 'other@example.org', password: PASSWORD })
    expect(again.body).toMatchObject({ status: 409, code: 'already-set-up' })
    expect(again.headers.getSetCookie()).toEqual([])
  })

  it('refuses a wrong token before it hashes', async () => {
    const token = await api.app.accounts.createSetupToken()
    for (const wrong of [token.slice(1), `${token}x`, `${token[1]}${token.slice(1)}x`.slice(1), 'x']) {
      expect((await setUp(wrong)).body).toMatchObject({ status: 403, code: 'invalid-setup-token' })
    }
    expect(hashed).toEqual([])
    expect(await api.app.accounts.isSetUp()).toBe(false)
  })

  it('says which field is wrong, and keeps the token', async () => {
    const token = await api.app.accounts.createSetupToken()
    const short = await setUp(token, { email: 'no address', name: 'a\u0007b', password: 'tooshort' })
    expect(short.body).toMatchObject({ status: 422, code: 'invalid-user' })
    expect(pointersOf(short)).toEqual(['/email', '/name', '/password'])
    const missing = await setUp(token, { name: '' })
    expect(missing.body).toMatchObject({ status: 422, code: 'invalid-body' })
    expect(pointersOf(missing)).toEqual(['/email', '/name', '/password'])
    const role = await setUp(token, { ...ADMIN, role: 'administrator' })
    expect(role.body).toMatchObject({ status: 400, code: 'unknown-field' })
    expect(JSON.stringify([short.body, missing.body])).not.toMatch(/tooshort|no address/)
    expect((await setUp(token)).status).toBe(201)
  })

  it('of two requests at once adds one administrator', async () => {
    const token = await api.app.accounts.createSetupToken()
    const answers = await Promise.all([setUp(token), setUp(token, { email: 'other@example.org', password: PASSWORD })])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect((await api.app.accounts.listUsers()).users).toHaveLength(1)
  })
})

describe('the sign-in', () => {
  beforeEach(async () => {
    await api.addUser('root', 'administrator')
    await api.addUser('ada', 'author')
  })

  it('starts a session with the role of the user', async () => {
    const answer = await signIn('  ADA@example.org ', PASSWORD)
    expect([answer.status, answer.body.id, answer.body.role]).toEqual([201, 'ada', 'author'])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const cookie = cookieOf(answer)
    expect((await me(cookie)).body).toEqual(answer.body)
    expect((await api.send('GET /api/users', { cookie })).body.code).toBe('forbidden')
    expect((await api.send('DELETE /api/sessions/current', { cookie })).status).toBe(204)
    expect((await me(cookie)).body.code).toBe('session-ended')
  })

  it('gives a new id and ends the session of the request', async () => {
    const before = await api.signIn('ada', 'author')
    const cookie = cookieOf(await signIn('ada@example.org', PASSWORD, before))
    expect(cookie).not.toBe(before)
    expect((await me(before)).body.code).toBe('session-ended')
    expect((await me(cookie)).status).toBe(200)
    for (const planted of ['sid=planted', `sid=${'A'.repeat(43)}`]) {
      const fresh = cookieOf(await signIn('ada@example.org', PASSWORD, planted))
      expect(fresh).not.toBe(planted)
      expect((await me(fresh)).status).toBe(200)
    }
  })

  it('answers and costs the same for an unknown user, a wrong password and a disabled user', async () => {
    await api.addUser('gone', 'viewer')
    await api.app.users.update('gone', { disabled: true }, { since: 1, at: 1 })
    await signIn('ada@example.org', 'wrong password')
    const seen = []
    for (const [email, password] of [
      ['ada@example.org', 'wrong password'],
      ['nobody@example.org', PASSWORD],
      ['no address', PASSWORD],
      ['gone@example.org', PASSWORD],
    ] as const) {
      hashed = []
      const { status, body, headers } = await signIn(email, password)
      const { requestId: _, instance: __, ...rest } = body
      seen.push({ status, rest, hashed, names: [...headers.keys()].filter((name) => name !== 'date') })
    }
    expect(seen[0]).toMatchObject({ status: 401, rest: { code: 'wrong-credentials' }, hashed: ['verify'] })
    for (const one of seen) expect(one).toEqual(seen[0])
  })

  it.each([
    ['of 100 kB', { email: 'ada@example.org', password: 'x'.repeat(100_000) }, 422, '/password'],
    ['that is no text', { email: 'ada@example.org', password: { $ne: '' } }, 422, '/password'],
    ['that is missing', { email: 'ada@example.org' }, 422, '/password'],
    ['with NUL', { email: 'ada@example.org', password: 'x\0y' }, 400, '/password'],
    ['and a field too many', { email: 'ada@example.org', password: 'x', role: 'administrator' }, 400, '/role'],
    ['and a long address', { email: 'a'.repeat(100_000), password: 'x' }, 422, '/email'],
  ])('rejects a password %s before it hashes', async (_what, json, status, pointer) => {
    hashed = []
    const answer = await api.send('POST /api/sessions', { json })
    expect([answer.status, pointersOf(answer)]).toEqual([status, [pointer]])
    expect(hashed).toEqual([])
  })

  it('is refused with Retry-After while too many passwords are checked', async () => {
    await signIn('ada@example.org', 'wrong password')
    const { open, passed } = gate()
    isOpen = passed
    let refused = 0
    const all = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const answer = await signIn('ada@example.org', PASSWORD)
        // One password is being checked and two wait.
        if (answer.status === 503 && ++refused === 97) open()
        return answer
      }),
    )
    expect(all.filter(({ status }) => status === 201)).toHaveLength(3)
    for (const { status, body, headers } of all) {
      if (status !== 201) expect([body.code, headers.get('retry-after')]).toEqual(['busy', '1'])
    }
    expect((await signIn('ada@example.org', PASSWORD)).status).toBe(201)
  })

  it.each([
    ['was disabled', { disabled: true }],
    ['got another role', { role: 'viewer' as const }],
  ])('ends its session if the user %s after the password was checked', async (_what, changes) => {
    onVerified = async () => {
      onVerified = async () => {}
      await api.app.accounts.updateUser('ada', changes, { since: 1 })
    }
    const answer = await signIn('ada@example.org', PASSWORD)
    expect(answer.body).toMatchObject({ status: 401, code: 'session-ended' })
    expect(await api.app.sessions.listUserSessions('ada')).toEqual([])
  })

  it('accepts no requests of pages of other sites', async () => {
    for (const [line, json] of [
      ['POST /api/sessions', { email: 'ada@example.org', password: PASSWORD }],
      ['POST /api/setup', { token: 'x', ...ADMIN }],
    ] as const) {
      for (const headers of [{ Origin: 'https://evil.example' }, { Origin: 'null' }] as const) {
        const answer = await api.send(line, { json, headers })
        expect(answer.body).toMatchObject({ status: 403, code: 'csrf' })
        expect(answer.headers.getSetCookie()).toEqual([])
      }
    }
    const type = { 'Content-Type': 'text/plain' }
    expect((await api.send('POST /api/sessions', { json: {}, headers: type })).status).toBe(415)
  })

  it('logs no address and no password', async () => {
    await signIn('ada@example.org', PASSWORD)
    await signIn('ada@example.org', 'hunter2 hunter2')
    const lines = JSON.stringify(api.app.logger.lines)
    expect(lines).toContain('/api/sessions')
    expect(lines).not.toMatch(new RegExp(`${PASSWORD}|hunter2|ada@`))
  })
})

describe('the own password', () => {
  beforeEach(async () => {
    await api.addUser('root', 'administrator')
    await api.addUser('ada', 'author')
  })
  const change = (cookie: string, json: object) => api.send('POST /api/me/password', { cookie, json })

  it('is changed by whoever knows it, and ends the other sessions of the user', async () => {
    const [own, other] = [await api.signIn('ada', 'author'), await api.signIn('ada', 'author')]
    const foreign = await api.signIn('root', 'administrator')
    expect((await change(own, { current: 'wrong password', password: 'another horse' })).body).toMatchObject({
      ...{ status: 401, code: 'wrong-credentials' },
    })
    const short = await change(own, { current: PASSWORD, password: 'short' })
    expect([short.body.code, pointersOf(short)]).toEqual(['invalid-user', ['/password']])
    expect((await me(other)).status).toBe(200)
    expect((await change(own, { current: PASSWORD, password: 'another horse' })).status).toBe(204)
    expect((await me(own)).status).toBe(200)
    expect((await me(other)).body.code).toBe('session-ended')
    expect((await me(foreign)).status).toBe(200)
    expect((await signIn('ada@example.org', PASSWORD)).status).toBe(401)
    expect((await signIn('ada@example.org', 'another horse')).status).toBe(201)
  })

  it('is not there for a user of another sign-in', async () => {
    const cookie = await api.signIn('stranger', 'author')
    expect((await me(cookie)).body).toMatchObject({ status: 404, code: 'user-not-found' })
    const answer = await change(cookie, { current: PASSWORD, password: 'another horse' })
    expect(answer.body).toMatchObject({ status: 404, code: 'user-not-found' })
  })
})
