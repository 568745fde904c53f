import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { assertSessionId, isSessionId, MAX_SESSION_ID_LENGTH } from '../../../../src/domain/sessions/index.js'
import { anyCodePoint } from '../../../support/any-code-point.js'

describe('isSessionId and assertSessionId', () => {
  it('accept 1 to 256 well-formed characters, and agree', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCodePoint, maxLength: 300 }), (id) => {
        const accepted = id.length > 0 && id.length <= MAX_SESSION_ID_LENGTH && Buffer.from(id).toString() === id
        expect(isSessionId(id)).toBe(accepted)
        if (accepted) assertSessionId(id)
        else expect(() => assertSessionId(id)).toThrow(expect.objectContaining({ code: 'INVALID_ID' }))
      }),
    )
  })

  it.each(['', 'x'.repeat(257), 'x'.repeat(10_000), '\ud800', undefined, null, 7, {}])('reject case %#', (id) => {
    expect(isSessionId(id)).toBe(false)
  })

  it.each(['*', '\n', '\0', '__proto__', 'x'.repeat(256)])('accept case %#', (id) => {
    expect(isSessionId(id)).toBe(true)
  })

  it('keep the secret out of the error', () => {
    expect(() => assertSessionId(`hunter2${'x'.repeat(300)}`)).not.toThrow('hunter2')
  })
})
