import { describe, expect, it } from '@jest/globals'
import { MALFORMED, readSessionCookie } from '../../../../../src/adapters/express/sessions/session-cookie.js'

const id = `${'Az09_-'.repeat(7)}x`
const name = '__Host-sid'

describe('readSessionCookie', () => {
  it.each([
    `${name}=${id}`,
    ` ${name}=${id} `,
    `a=1; ${name}=${id}; b=${name}`,
    `a;${name} = ${id};`,
    `x${name}=no; ${name}=${id}`,
    `=; ${name}=${id}`,
  ])('finds it in %j', (header) => {
    expect(readSessionCookie(header, name)).toBe(id)
  })

  it.each([undefined, '', 'a=1', `sid=${id}`, `x${name}=${id}`, `${name}x=${id}`, `${name}`, `a=${name}=${id}`])(
    'finds none in %j',
    (header) => {
      expect(readSessionCookie(header, name)).toBeUndefined()
    },
  )

  it.each([
    `${name}=`,
    `${name}=${id.slice(1)}`,
    `${name}=${id}x`,
    `${name}="${id}"`,
    `${name}=${id.slice(1)}*`,
    `${name}=${id.slice(1)}\n`,
    `${name}=${id.slice(1)}é`,
    `${name}=${id}; ${name}=${id}`,
    `${name}=${id}; a=1; ${name}=`,
    `${name}=${'x'.repeat(10_000)}`,
  ])('takes %j for none of ours', (header) => {
    expect(readSessionCookie(header, name)).toBe(MALFORMED)
  })
})
