import { describe, expect, it } from '@jest/globals'
import { MAX_JOB_JSON_BYTES, payloadJson, resultJson } from '../../../src/domain/jobs/index.js'

/** Of one, two, three and four bytes. */
const CHARACTERS: readonly (readonly [string, number])[] = [
  ['a', 1],
  ['é', 2],
  ['€', 3],
  ['😀', 4],
]

describe.each([
  ['payloadJson', payloadJson, 'payload'],
  ['resultJson', resultJson, 'result'],
] as const)('%s', (_, toBounded, what) => {
  it.each(CHARACTERS)('measures in bytes of UTF-8: %s', (character, bytes) => {
    const count = Math.floor((MAX_JOB_JSON_BYTES - 2) / bytes)
    const most = character.repeat(count)
    expect(toBounded(most) === `"${most}"`).toBe(true)
    expect(() => toBounded(`${most}${character}`)).toThrow(
      expect.objectContaining({
        code: 'JOB_TOO_LARGE',
        message: `the ${what} of the job has ${(count + 1) * bytes + 2} bytes as JSON`,
        details: { what, bytes: (count + 1) * bytes + 2, maxBytes: MAX_JOB_JSON_BYTES },
      }),
    )
  })

  it('measures what JSON makes of it', () => {
    // Each is written as six characters.
    expect(() => toBounded('\u0000'.repeat(MAX_JOB_JSON_BYTES / 6 + 1))).toThrow(
      expect.objectContaining({ code: 'JOB_TOO_LARGE' }),
    )
    expect(() => toBounded({ a: 1n })).toThrow(expect.objectContaining({ code: 'UNSERIALISABLE' }))
  })
})

it('nothing is a result, and no payload', () => {
  expect(resultJson(undefined)).toBe('null')
  expect(() => payloadJson(undefined)).toThrow(expect.objectContaining({ code: 'UNSERIALISABLE' }))
})
