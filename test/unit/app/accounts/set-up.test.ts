import { beforeEach, describe, expect, it } from '@jest/globals'
import type { Accounts } from '../../../../src/app/accounts/accounts.js'
import { AccountsFixture, ADMIN } from '../../../support/accounts/accounts-fixture.js'

let fixture: AccountsFixture
let accounts: Accounts
beforeEach(() => {
  fixture = new AccountsFixture()
  accounts = fixture.open()
})

describe('the set-up', () => {
  it('adds the first administrator with the token, once', async () => {
    expect(await accounts.isSetUp()).toBe(false)
    const token = await accounts.createSetupToken()
    expect(token).toMatch(/^[\w-]{43}$/)
    const user = await accounts.setUp(token, { ...ADMIN, email: ' Admin@Example.org ' })
    const at = fixture.clock.now()
    expect(user).toEqual({
      ...{ id: user.id, email: ADMIN.email, name: 'Admin', role: 'administrator', disabled: false },
      ...{ createdAt: at, updatedAt: at, version: 1 },
    })
    expect(user.id.length).toBeGreaterThan(20)
    expect(await accounts.isSetUp()).toBe(true)
    expect(await accounts.signIn(ADMIN.email, ADMIN.password)).toEqual(user)
    for (const again of [token, 'x'.repeat(43)])
      await expect(accounts.setUp(again, ADMIN)).rejects.toMatchObject({ code: 'ALREADY_SET_UP' })
    await expect(accounts.createSetupToken()).rejects.toMatchObject({ code: 'ALREADY_SET_UP' })
    await expect(accounts.createFirstAdministrator(ADMIN)).rejects.toMatchObject({ code: 'ALREADY_SET_UP' })
  })

  it('stores the digest of the token only, and a new token replaces it', async () => {
    const first = await accounts.createSetupToken()
    const second = await accounts.createSetupToken()
    expect(await fixture.model.readSetupToken()).toMatch(/^[0-9a-f]{64}$/)
    expect([await accounts.isSetupToken(first), await accounts.isSetupToken(second)]).toEqual([false, true])
    for (const wrong of [first, '', 'x'.repeat(43), `${second} `, await fixture.model.readSetupToken(), 5, null, {}]) {
      expect(await accounts.isSetupToken(wrong)).toBe(false)
      await expect(accounts.setUp(wrong as string, ADMIN)).rejects.toMatchObject({
        code: 'INVALID_SETUP_TOKEN',
        hint: expect.any(String),
      })
    }
    expect((await accounts.setUp(second, ADMIN)).role).toBe('administrator')
  })

  it('reports invalid data, hashes nothing for a wrong token, and keeps the token', async () => {
    let hashes = 0
    const hash = async () => String(++hashes)
    accounts = fixture.open({ hasher: { hash, verify: async () => false, needsRehash: () => false } })
    const token = await accounts.createSetupToken()
    await expect(accounts.setUp(token, { email: 'x', password: 'y', role: 'viewer' })).rejects.toMatchObject({
      code: 'INVALID_USER',
      details: { problems: [{ pointer: '/role' }, { pointer: '/email' }, { pointer: '/password' }] },
    })
    await expect(accounts.setUp('x'.repeat(43), ADMIN)).rejects.toMatchObject({ code: 'INVALID_SETUP_TOKEN' })
    expect(hashes).toBe(0)
    await accounts.setUp(token, ADMIN)
    expect(hashes).toBe(1)
  })

  it('succeeds once for concurrent calls', async () => {
    const token = await accounts.createSetupToken()
    const calls = Array.from({ length: 4 }, (_, n) => accounts.setUp(token, { ...ADMIN, email: `a${n}@example.org` }))
    const outcomes = await Promise.allSettled(calls)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'ALREADY_SET_UP' })
  })

  it('works without a token for the operator', async () => {
    await accounts.createSetupToken()
    const user = await accounts.createFirstAdministrator(ADMIN)
    expect(await accounts.getUser(user.id)).toEqual(user)
    expect(await fixture.model.readSetupToken()).toBeUndefined()
  })
})
