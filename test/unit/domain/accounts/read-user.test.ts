import { describe, expect, it } from '@jest/globals'
import { readNewAccount, readNewPassword, readUserChanges } from '../../../../src/domain/accounts/index.js'
import { AppError } from '../../../../src/domain/platform/index.js'

const VALID = { email: ' Ada@Example.org', name: ' Ada ', role: 'author', password: 'correct horse' } as const

function pointersOf(read: () => unknown): readonly string[] {
  try {
    read()
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'INVALID_USER') throw error
    const problems = error.details.problems as readonly { pointer: string; expected: string }[]
    for (const { expected } of problems) expect(error.message).toContain(expected)
    expect(error.hint).toContain('guides/accounts.md')
    return problems.map(({ pointer }) => pointer)
  }
  throw new Error('accepted')
}

describe('a new user', () => {
  it('is read in normal form', () => {
    expect(readNewAccount(VALID)).toEqual({ ...VALID, email: 'ada@example.org', name: 'Ada' })
    const { name: _, ...nameless } = VALID
    expect(readNewAccount(nameless).name).toBe('ada')
  })

  it('has all problems in one error, with pointers', () => {
    expect(
      pointersOf(() => readNewAccount({ ...VALID, email: 'x', name: '', role: 'Author', password: 'short' })),
    ).toEqual(['/email', '/name', '/role', '/password'])
    expect(pointersOf(() => readNewAccount({}))).toEqual(['/email', '/role', '/password'])
    for (const none of [null, undefined, 'text', 5, [], () => VALID])
      expect(pointersOf(() => readNewAccount(none))).toEqual([''])
    for (const name of ['', ' ', 'a\nb', 'a\0', '\ud800', 'x'.repeat(201), 5])
      expect(pointersOf(() => readNewAccount({ ...VALID, name }))).toEqual(['/name'])
  })

  it('has no unknown field, and the one that was meant is named', () => {
    expect(() => readNewAccount({ ...VALID, pasword: 'x' })).toThrow('did you mean password?')
    expect(pointersOf(() => readNewAccount({ ...VALID, 'a/b~': 1, disabled: true }))).toEqual(['/a~1b~0', '/disabled'])
    expect(pointersOf(() => readNewAccount(JSON.parse('{"__proto__": 1, "constructor": 1}')))).toEqual(
      expect.arrayContaining(['/__proto__', '/constructor']),
    )
  })

  it('has the given role, and then may not name one', () => {
    const { role: _, ...rest } = VALID
    expect(readNewAccount(rest, 'administrator').role).toBe('administrator')
    expect(pointersOf(() => readNewAccount(VALID, 'administrator'))).toEqual(['/role'])
  })

  it('does not repeat the password in an error', () => {
    for (const password of ['hunter2', 'hunter2'.repeat(200), 'ada@example.org']) {
      try {
        readNewAccount({ ...VALID, email: password === 'ada@example.org' ? password : 'x', password })
      } catch (error) {
        expect(JSON.stringify([error, String(error), (error as AppError).details])).not.toContain(password)
      }
    }
    expect(pointersOf(() => readNewPassword('ada@example.org', 'ada@example.org'))).toEqual(['/password'])
  })
})

describe('changes of a user', () => {
  it('are those that are given', () => {
    expect(readUserChanges({ name: ' N ', role: undefined })).toEqual({ name: 'N' })
    expect(readUserChanges({ role: 'viewer', disabled: false })).toEqual({ role: 'viewer', disabled: false })
  })

  it('are checked', () => {
    expect(pointersOf(() => readUserChanges({}))).toEqual([''])
    expect(pointersOf(() => readUserChanges({ name: undefined }))).toEqual([''])
    expect(pointersOf(() => readUserChanges({ name: '', role: 'x', disabled: 'yes' }))).toEqual([
      '/name',
      '/role',
      '/disabled',
    ])
    expect(pointersOf(() => readUserChanges({ email: 'new@example.org', password: 'x' }))).toEqual([
      '/email',
      '/password',
    ])
  })
})
