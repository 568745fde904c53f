import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  isSetupToken,
  normalizeEmail,
  normalizePassword,
  passwordProblem,
} from '../../../../src/domain/accounts/index.js'

describe('the normal form of an e-mail address', () => {
  it.each([
    ['  Ada@Example.ORG \n', 'ada@example.org'],
    ['ada@localhost', 'ada@localhost'],
    ['a\u0308da@example.org', 'äda@example.org'],
    ['Ä@example.org', 'ä@example.org'],
    [`${'a'.repeat(242)}@example.org`, `${'a'.repeat(242)}@example.org`],
  ])('of %j is %j', (given, normal) => expect(normalizeEmail(given)).toBe(normal))

  it.each([
    ...['', '@', 'ada', 'ada@', '@example.org', 'a@b@c', 'a b@example.org', 'a\0@example.org', 'a\n@example.org'],
    ...['a\u200b@example.org', 'a\u202e@example.org', 'a\ud800@example.org', `${'a'.repeat(243)}@example.org`],
    ...['a\u00a0b@example.org', 'x'.repeat(5000), 5, null, undefined, {}, ['a@b']],
  ])('there is none of %j', (given) => expect(normalizeEmail(given)).toBeUndefined())

  it('is its own normal form, whatever the address', () => {
    const letters = fc.string({ unit: 'binary', minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(letters, letters, (local, domain) => {
        const normal = normalizeEmail(`${local}@${domain}`)
        if (normal !== undefined) expect(normalizeEmail(normal)).toBe(normal)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a new password', () => {
  it.each([['0123456789'], ['x'.repeat(1024)], ['äöüäö'], ['    spaces    '], ['tab\tand\nline'], ['ada@example.com']])(
    'may be %j',
    (password) => expect(passwordProblem(password, 'ada@example.org')).toBeUndefined(),
  )

  it.each([
    ...['', '012345678', 'x'.repeat(1025), 'ä'.repeat(513), 'x'.repeat(5000), '0123456789\0', '0123456789\ud800'],
    ...[1_234_567_890, null, undefined, ['0123456789'], {}],
  ])('may not be %j', (password) => expect(passwordProblem(password)).toMatch('10 to 1024 bytes'))

  it.each(['ada@example.org', ' ADA@Example.org ', 'ａda@example.org'])('may not be the address: %j', (password) => {
    expect(passwordProblem(password, 'ada@example.org')).toBe('a password that is not the e-mail address')
  })

  it('counts in its normal form, which is the same for the same letters', () => {
    expect(normalizePassword('a\u0308'.repeat(5))).toBe(normalizePassword('ä'.repeat(5)))
    // One letter becomes eighteen.
    expect(passwordProblem('\ufdfa'.repeat(60))).toMatch('10 to 1024 bytes')
  })
})

it('a set-up token has 43 characters of base64url', () => {
  expect(isSetupToken('A-_0'.repeat(11).slice(0, 43))).toBe(true)
  for (const none of ['', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}=`, `${'a'.repeat(42)}\n`, 43, null])
    expect(isSetupToken(none)).toBe(false)
})
