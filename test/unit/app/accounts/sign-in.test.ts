import { beforeEach, describe, expect, it } from '@jest/globals'
import { Argon2PasswordHasher } from '../../../../src/adapters/argon2/argon2-password-hasher.js'
import type { Accounts } from '../../../../src/app/accounts/accounts.js'
import { AppError, type User } from '../../../../src/index.js'
import type { PasswordHasher } from '../../../../src/ports/index.js'
import { AccountsFixture, ADMIN, CHEAP, PASSWORD } from '../../../support/accounts/accounts-fixture.js'

let fixture: AccountsFixture
let accounts: Accounts
let admin: User
beforeEach(async () => {
  fixture = new AccountsFixture()
  accounts = fixture.open()
  admin = await accounts.createFirstAdministrator(ADMIN)
})

/** Cheap hashes whose calls are counted. */
function countingHasher(hasher: PasswordHasher = new Argon2PasswordHasher({ cost: CHEAP })) {
  const calls: string[] = []
  return {
    calls,
    hasher: {
      hash: (password: string) => {
        calls.push('hash')
        return hasher.hash(password)
      },
      verify: (hash: string, password: string) => {
        calls.push(`verify ${/m=\d+,t=\d+,p=\d+/.exec(hash)}`)
        return hasher.verify(hash, password)
      },
      needsRehash: (hash: string) => hasher.needsRehash(hash),
    },
  }
}

describe('signing in', () => {
  it.each([ADMIN.email, ' ADMIN@Example.org '])('works with %j and the password', async (email) => {
    expect(await accounts.signIn(email, PASSWORD)).toEqual(admin)
  })

  it('fails in the same way for an unknown user, a wrong password and a disabled user', async () => {
    const other = await accounts.addUser({ email: 'other@example.org', role: 'viewer', password: PASSWORD })
    await accounts.updateUser(other.id, { disabled: true }, { since: 1 })
    const errors: unknown[] = []
    for (const [email, password] of [
      ['nobody@example.org', PASSWORD],
      ['no address', PASSWORD],
      [ADMIN.email, 'wrong horse'],
      [ADMIN.email, ''],
      [ADMIN.email, `${PASSWORD}\0`],
      [ADMIN.email, 'x'.repeat(4096)],
      ['other@example.org', PASSWORD],
      ['other@example.org', 'wrong horse'],
    ] as const) {
      const error = await accounts.signIn(email, password).catch((thrown: unknown) => thrown)
      if (!(error instanceof AppError)) throw error
      errors.push([error.code, error.message, error.hint, error.details])
    }
    expect(new Set(errors.map((error) => JSON.stringify(error))).size).toBe(1)
    expect(errors[0]).toEqual(['WRONG_CREDENTIALS', expect.any(String), expect.any(String), {}])
  })

  it('does the same work for an unknown user as for a wrong password, in the first call too', async () => {
    const work = async (email: string): Promise<readonly string[]> => {
      const { calls, hasher } = countingHasher()
      const fresh = fixture.open({ hasher })
      for (let n = 0; n < 2; n++) await fresh.signIn(email, 'wrong horse').catch(() => undefined)
      return calls
    }
    const verify = 'verify m=64,t=1,p=1'
    expect(await work(ADMIN.email)).toEqual(['hash', verify, verify])
    expect(await work('nobody@example.org')).toEqual(['hash', verify, verify])
    expect(await work('no address')).toEqual(['hash', verify, verify])
  })

  it('refuses a password that is no text or too long, without showing it', async () => {
    for (const password of ['secret'.repeat(700), 12_345_678, null, undefined, ['secret'], { secret: 1 }]) {
      const error = await accounts.signIn(ADMIN.email, password as string).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', hint: expect.any(String) })
      expect(JSON.stringify([String(error), (error as AppError).details])).not.toMatch(/secret|12345678/)
    }
  })

  it('accepts each way to write the letters of a password', async () => {
    await accounts.setPassword(admin.id, 'Äpfel und Birnen')
    expect(await accounts.signIn(ADMIN.email, 'A\u0308pfel und Birnen')).toMatchObject({ id: admin.id })
  })

  it('is refused with BUSY when too many sign in, known and unknown alike', async () => {
    accounts = fixture.open({ hasher: new Argon2PasswordHasher({ cost: CHEAP, maxRunning: 1, maxWaiting: 0 }) })
    await accounts.signIn(ADMIN.email, PASSWORD)
    for (const email of [ADMIN.email, 'nobody@example.org']) {
      const outcomes = await Promise.allSettled([accounts.signIn(email, 'wrong'), accounts.signIn(email, 'wrong')])
      const codes = outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.code)
      expect(codes).toEqual(['WRONG_CREDENTIALS', 'BUSY'])
    }
  })

  it('recovers when its first hash was refused', async () => {
    let isBusy = true
    const { hasher } = countingHasher()
    const hash = async (password: string) => {
      if (isBusy) throw new AppError('BUSY', 'busy')
      return hasher.hash(password)
    }
    accounts = fixture.open({ hasher: { ...hasher, hash } })
    await expect(accounts.signIn(ADMIN.email, PASSWORD)).rejects.toMatchObject({ code: 'BUSY' })
    isBusy = false
    expect(await accounts.signIn(ADMIN.email, PASSWORD)).toEqual(admin)
  })
})

describe('a hash with a lower cost', () => {
  const costly = new Argon2PasswordHasher({ cost: { memory: 128, passes: 2 } })
  const hashOf = async () => (await fixture.model.findByEmail(ADMIN.email))?.passwordHash

  it('is renewed by a sign-in, and by nothing else', async () => {
    const before = await hashOf()
    accounts = fixture.open({ hasher: costly })
    await accounts.signIn(ADMIN.email, 'wrong horse').catch(() => undefined)
    expect(await hashOf()).toBe(before)
    expect(await accounts.signIn(ADMIN.email, PASSWORD)).toEqual(admin)
    const renewed = await hashOf()
    expect(renewed).toContain('m=128,t=2,p=1')
    expect(await accounts.signIn(ADMIN.email, PASSWORD)).toEqual(admin)
    expect(await hashOf()).toBe(renewed)
  })

  it('does not replace a password that was changed meanwhile', async () => {
    const { hasher } = countingHasher(costly)
    accounts = fixture.open({
      hasher: {
        ...hasher,
        hash: async (password) => {
          if (password === PASSWORD) await fixture.model.setPasswordHash(admin.id, await costly.hash('another horse'))
          return costly.hash(password)
        },
      },
    })
    await accounts.signIn(ADMIN.email, PASSWORD)
    expect(await accounts.signIn(ADMIN.email, 'another horse')).toEqual(admin)
    await expect(accounts.signIn(ADMIN.email, PASSWORD)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
  })

  it('stays, and the sign-in succeeds, if it cannot be renewed', async () => {
    const setPasswordHash = async () => {
      throw new AppError('STORE_UNAVAILABLE', 'no answer')
    }
    accounts = fixture.open({ hasher: costly, users: { setPasswordHash } })
    expect(await accounts.signIn(ADMIN.email, PASSWORD)).toEqual(admin)
    expect(fixture.logger.messages('warn')).toEqual([expect.stringContaining('no answer')])
    expect(JSON.stringify(fixture.logger.lines)).not.toContain(PASSWORD)
  })
})
