import { describe, expect, it } from '@jest/globals'
import * as argon2 from '@node-rs/argon2'
import { Argon2PasswordHasher } from '../../../../src/adapters/argon2/argon2-password-hasher.js'

const CHEAP = { memory: 64, passes: 1 }

describe('hashes of passwords', () => {
  const hasher = new Argon2PasswordHasher({ cost: CHEAP })

  it('are argon2id with 19 MiB, two passes and one thread by default, within the limit of the port', async () => {
    const hash = await new Argon2PasswordHasher().hash('correct horse')
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]+\$[\w+/]+$/)
    expect(hash.length).toBeLessThanOrEqual(512)
    expect(await new Argon2PasswordHasher().verify(hash, 'correct horse')).toBe(true)
  })

  it('have a salt of their own, and fit one password only', async () => {
    const [one, other] = await Promise.all([hasher.hash('correct horse'), hasher.hash('correct horse')])
    expect(one).not.toBe(other)
    expect(await hasher.verify(one, 'correct horse')).toBe(true)
    expect(await hasher.verify(one, 'Correct horse')).toBe(false)
  })

  it.each([
    ['after NUL', 'pass\0one', 'pass\0two'],
    ['after the 72nd byte', `${'x'.repeat(1023)}1`, `${'x'.repeat(1023)}2`],
    ['of other scripts', 'пароль-один', 'пароль-одни'],
  ])('depend on every byte: %s', async (_what, password, other) => {
    const hash = await hasher.hash(password)
    expect([await hasher.verify(hash, password), await hasher.verify(hash, other)]).toEqual([true, false])
  })

  it('are renewed when the cost grows or the algorithm differs, not when it shrinks', async () => {
    const hash = await hasher.hash('correct horse')
    expect(hasher.needsRehash(hash)).toBe(false)
    expect(new Argon2PasswordHasher({ cost: { memory: 65, passes: 1 } }).needsRehash(hash)).toBe(true)
    expect(new Argon2PasswordHasher({ cost: { memory: 64, passes: 2 } }).needsRehash(hash)).toBe(true)
    expect(new Argon2PasswordHasher({ cost: { memory: 32, passes: 1 } }).needsRehash(hash)).toBe(false)
    for (const other of [hash.replace('argon2id', 'argon2i'), hash.replace('v=19', 'v=16'), '$2b$10$abc', ''])
      expect(hasher.needsRehash(other)).toBe(true)
  })

  it('that are damaged are a typed error, which does not show them', async () => {
    for (const hash of ['', 'secret', '$argon2id$v=19$m=64,t=1,p=1$secret']) {
      const error = await hasher.verify(hash, 'correct horse').catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code: 'INTERNAL', hint: expect.stringContaining('reset-password') })
      expect(String(error)).not.toContain('secret')
    }
  })
})

/** The package, with its calls held until the test lets them go on. */
function heldArgon2() {
  const waiting: (() => void)[] = []
  let running = 0
  let maxRunning = 0
  let loads = 0
  const hold = async <T>(work: () => Promise<T>): Promise<T> => {
    running += 1
    maxRunning = Math.max(maxRunning, running)
    await new Promise<void>((resolve) => waiting.push(resolve))
    return work().finally(() => {
      running -= 1
    })
  }
  return {
    load: async () => {
      loads += 1
      return {
        hash: (...args: Parameters<typeof argon2.hash>) => hold(() => argon2.hash(...args)),
        verify: (...args: Parameters<typeof argon2.verify>) => hold(() => argon2.verify(...args)),
      }
    },
    /** Lets the held calls go on, and those that follow. */
    async release(calls: readonly Promise<unknown>[]) {
      let isOver = false
      const over = Promise.allSettled(calls).then(() => {
        isOver = true
      })
      while (!isOver) {
        for (const go of waiting.splice(0)) go()
        await new Promise((resolve) => setImmediate(resolve))
      }
      await over
    },
    facts: () => ({ maxRunning, loads }),
  }
}

describe('many calls at once', () => {
  it('run four at a time, sixteen wait, and the others reject with BUSY and a retry time', async () => {
    const held = heldArgon2()
    const hasher = new Argon2PasswordHasher({ cost: CHEAP, load: held.load })
    const calls = Array.from({ length: 100 }, (_, n) => hasher.hash(`password ${n}`))
    const refused = await Promise.allSettled(calls.slice(20))
    for (const outcome of refused)
      expect(outcome).toMatchObject({ reason: { code: 'BUSY', retryAfterMs: 1000, hint: expect.any(String) } })
    await held.release(calls.slice(0, 20))
    for (const [n, hash] of (await Promise.all(calls.slice(0, 20))).entries())
      expect(await argon2.verify(hash, `password ${n}`)).toBe(true)
    expect(held.facts()).toEqual({ maxRunning: 4, loads: 1 })
  })

  it('leave no place taken, also after failures', async () => {
    const hasher = new Argon2PasswordHasher({ cost: CHEAP, maxRunning: 1, maxWaiting: 2 })
    for (let round = 0; round < 3; round++) {
      const calls = [hasher.verify('damaged', 'x'), hasher.verify('damaged', 'x'), hasher.hash('x'), hasher.hash('x')]
      const outcomes = await Promise.allSettled(calls)
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'rejected'])
      expect(outcomes.at(-1)).toMatchObject({ reason: { code: 'BUSY' } })
    }
  })

  it('a module that cannot be loaded is a typed error, and is tried again', async () => {
    let attempts = 0
    const load = async () => {
      if (++attempts === 1) throw new Error('wrong platform')
      return argon2
    }
    const hasher = new Argon2PasswordHasher({ cost: CHEAP, load })
    await expect(hasher.hash('x')).rejects.toMatchObject({ code: 'INTERNAL', hint: expect.stringContaining('npm ci') })
    expect(await hasher.hash('x')).toMatch('$argon2id$')
  })
})
