import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { maskUrl } from '../../../../src/adapters/shared/mask-url.js'
import { anyCodePoint } from '../../../support/any-code-point.js'

describe('maskUrl', () => {
  it.each([
    ['redis://host:6379/1', 'redis://host:6379/1'],
    ['redis://[::1]:6379', 'redis://[::1]:6379'],
    ['https://host/v1/api', 'https://host/v1/api'],
    ['redis://host:99999', 'redis://host:99999'],
    ['localhost:6379', 'localhost:6379'],
    ['cache.example.com', 'cache.example.com'],
    ['redis://user:hidden@host:1', 'redis://user:***@host:1'],
    ['redis://:hidden@host', 'redis://:***@host'],
    ['redis://hidden@host', 'redis://***@host'],
    ['redis://user:hid@den@host', 'redis://user:***@host'],
    ['redis://user:hid/den@host', 'redis://user:***@host'],
    ['redis://user:hid?den@host', 'redis://user:***@host'],
    ['redis://user:hid#den@host', 'redis://user:***@host'],
    ['redis://user:hid\nden@host', 'redis://user:***@host'],
    ['redis://hid%den:hidden@host', 'redis://***:***@host'],
    ['redis://host?password=hidden', 'redis://host?***'],
    ['redis://host/0#hidden', 'redis://host/0#***'],
    ['redis://host:hidden', 'redis://***'],
    ['redis://:hidden', 'redis://***'],
    ['redis://host hidden', 'redis://***'],
    ['redis-cli -u redis://:hidden@host', '***'],
    ['hidden', '***'],
    ['user:hidden', '***'],
    ['', '***'],
  ])('%j becomes %j', (text, masked) => {
    expect(maskUrl(text)).toBe(masked)
  })

  // QQQ occurs nowhere else, so it reveals every shown part of the password.
  const password = fc
    .tuple(fc.string({ unit: anyCodePoint, maxLength: 8 }), fc.string({ maxLength: 8 }))
    .map(([before, after]) => `${before}QQQ${after}QQQ`)
  const encoded = fc.string({ unit: 'grapheme' }).map((text) => encodeURIComponent(`${text}QQQ${text}QQQ`))
  const scheme = fc.constantFrom('redis', 'rediss', 'REDIS', 'http', 'postgres')
  const user = fc.constantFrom('', 'default', 'red-abc123', 'ü')
  const tail = fc.constantFrom('host', 'host:6379/1', 'host:0', 'a..b', '[::1]:1/x', '', ':', 'host/0?a=b@c', 'host/@')

  it('shows no password, well-formed or not', () => {
    fc.assert(
      fc.property(scheme, user, fc.oneof(password, encoded), tail, (...[name, who, secret, rest]) => {
        const url = `${name}://${who}:${secret}@${rest}`
        expect(maskUrl(url)).not.toContain('QQQ')
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['postgres://user:secret@host:5432/name', 'postgres://user:***@host:5432/name'],
    ['postgres://user@host/name?sslmode=require&password=secret', 'postgres://user@host/name?***'],
    ['postgres://se%cret@host', 'postgres://***@host'],
    ['postgres://user:sec ret@', 'postgres://user:***@'],
    ['host=x password=secret', '***'],
  ])('%j becomes %j if it may show the user', (text, masked) => {
    expect(maskUrl(text, { showsUser: true })).toBe(masked)
  })
})
