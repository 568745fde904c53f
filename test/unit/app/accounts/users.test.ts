import { beforeEach, describe, expect, it } from '@jest/globals'
import type { Accounts } from '../../../../src/app/accounts/accounts.js'
import { AppError, type User } from '../../../../src/index.js'
import { AccountsFixture, ADMIN, PASSWORD } from '../../../support/accounts/accounts-fixture.js'

const ADA = { email: 'ada@example.org', role: 'author', password: PASSWORD } as const

let fixture: AccountsFixture
let accounts: Accounts
let admin: User
let ada: User
beforeEach(async () => {
  fixture = new AccountsFixture()
  accounts = fixture.open()
  admin = await accounts.createFirstAdministrator(ADMIN)
  ada = await accounts.addUser(ADA)
})

describe('users', () => {
  it('are added, found and listed', async () => {
    expect(ada).toMatchObject({ email: ADA.email, name: 'ada', role: 'author', disabled: false, version: 1 })
    expect(await accounts.getUser(ada.id)).toEqual(ada)
    expect(await accounts.findUser(' ADA@example.org')).toEqual(ada)
    expect([await accounts.getUser('unknown'), await accounts.findUser('unknown')]).toEqual([undefined, undefined])
    const first = await accounts.listUsers({ limit: 1 })
    if (first.next === undefined) throw new Error('there is no next page')
    const rest = await accounts.listUsers({ after: first.next })
    expect([...first.users, ...rest.users].map(({ id }) => id).sort()).toEqual([admin.id, ada.id].sort())
  })

  it('have an e-mail address of their own', async () => {
    await expect(accounts.addUser({ ...ADA, email: 'ADA@example.org' })).rejects.toMatchObject({ code: 'USER_EXISTS' })
  })

  it('begin with an administrator', async () => {
    accounts = new AccountsFixture().open()
    await expect(accounts.addUser(ADA)).rejects.toMatchObject({ code: 'LAST_ADMINISTRATOR' })
    expect(await accounts.addUser({ ...ADA, role: 'administrator' })).toMatchObject({ role: 'administrator' })
  })

  it('show no password and no hash', async () => {
    const shown = JSON.stringify([ada, await accounts.getUser(ada.id), await accounts.listUsers()])
    expect(shown).not.toMatch(/argon2|password/i)
  })
})

describe('changes', () => {
  it.each([
    [{ role: 'viewer' }, 0],
    [{ disabled: true }, 0],
    [{ name: 'Ada L.' }, 2],
    [{ name: 'Ada L.', role: 'author', disabled: false }, 2],
  ])('%j leave %d sessions', async (changes, left) => {
    for (let n = 0; n < 2; n++) await fixture.startSession(ada.id)
    await fixture.startSession(admin.id)
    await fixture.clock.advance(5)
    const changed = await accounts.updateUser(ada.id, changes, { since: 1 })
    expect(changed).toEqual({ ...ada, ...changes, version: 2, updatedAt: fixture.clock.now() })
    expect(await fixture.sessionsOf(ada.id)).toBe(left)
    expect(await fixture.sessionsOf(admin.id)).toBe(1)
  })

  it('that are refused end no session', async () => {
    for (const id of [admin.id, ada.id]) await fixture.startSession(id)
    await expect(accounts.updateUser(admin.id, { role: 'author' }, { since: 1 })).rejects.toMatchObject({
      code: 'LAST_ADMINISTRATOR',
      hint: expect.any(String),
    })
    await expect(accounts.updateUser(ada.id, { disabled: true }, { since: 9 })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    })
    await expect(accounts.updateUser('unknown', { disabled: true }, { since: 1 })).rejects.toMatchObject({
      code: 'USER_NOT_FOUND',
    })
    await expect(accounts.setPassword('unknown', PASSWORD)).rejects.toMatchObject({ code: 'USER_NOT_FOUND' })
    await expect(accounts.setPassword(ada.id, ADA.email)).rejects.toMatchObject({ code: 'INVALID_USER' })
    expect([await fixture.sessionsOf(admin.id), await fixture.sessionsOf(ada.id)]).toEqual([1, 1])
  })

  it('that end sessions are refused while the session store does not answer', async () => {
    const unavailable = async () => {
      throw new AppError('STORE_UNAVAILABLE', 'no answer', { hint: 'wait' })
    }
    fixture.store.listByUser = unavailable
    const refusal = { code: 'STORE_UNAVAILABLE' }
    await expect(accounts.updateUser(ada.id, { disabled: true }, { since: 1 })).rejects.toMatchObject(refusal)
    await expect(accounts.setPassword(ada.id, 'another horse')).rejects.toMatchObject(refusal)
    await expect(accounts.changePassword(ada.id, PASSWORD, 'another horse')).rejects.toMatchObject(refusal)
    expect(await accounts.getUser(ada.id)).toEqual(ada)
    expect(await accounts.signIn(ADA.email, PASSWORD)).toEqual(ada)
    // Changes that end none go on.
    expect(await accounts.updateUser(ada.id, { name: 'Ada' }, { since: 1 })).toMatchObject({ version: 2 })
  })

  it('say so if they were made, but sessions may go on', async () => {
    fixture.store.revokeByUser = async () => {
      throw new AppError('STORE_UNAVAILABLE', 'no answer')
    }
    await expect(accounts.updateUser(ada.id, { disabled: true }, { since: 1 })).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      hint: expect.stringContaining('revokeUserSessions'),
      details: { userId: ada.id },
    })
    expect(await accounts.getUser(ada.id)).toMatchObject({ disabled: true })
  })
})

describe('a new password', () => {
  it('from an administrator replaces the old one and ends all sessions', async () => {
    await fixture.startSession(ada.id)
    await accounts.setPassword(ada.id, 'another horse')
    expect(await fixture.sessionsOf(ada.id)).toBe(0)
    expect(await accounts.signIn(ADA.email, 'another horse')).toEqual(ada)
    await expect(accounts.signIn(ADA.email, PASSWORD)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
  })

  it('from the user needs the current one, and spares the session that is named', async () => {
    const [kept] = [await fixture.startSession(ada.id), await fixture.startSession(ada.id)]
    for (const wrong of ['wrong horse', '', 'another horse'])
      await expect(accounts.changePassword(ada.id, wrong, 'another horse')).rejects.toMatchObject({
        code: 'WRONG_CREDENTIALS',
      })
    expect(await fixture.sessionsOf(ada.id)).toBe(2)
    await accounts.changePassword(ada.id, PASSWORD, 'another horse', { except: kept })
    expect(await fixture.sessions.getSession(kept)).toBeDefined()
    expect(await fixture.sessionsOf(ada.id)).toBe(1)
    expect(await accounts.signIn(ADA.email, 'another horse')).toEqual(ada)
    await accounts.changePassword(ada.id, 'another horse', 'a third horse')
    expect(await fixture.sessionsOf(ada.id)).toBe(0)
  })

  it('is not set by a disabled user', async () => {
    await accounts.updateUser(ada.id, { disabled: true }, { since: 1 })
    await expect(accounts.changePassword(ada.id, PASSWORD, 'another horse')).rejects.toMatchObject({
      code: 'WRONG_CREDENTIALS',
    })
  })

  it('is set by one of two concurrent changes', async () => {
    const outcomes = await Promise.allSettled(
      ['another horse', 'a third horse'].map((password) => accounts.changePassword(ada.id, PASSWORD, password)),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'WRONG_CREDENTIALS' },
    })
  })
})
