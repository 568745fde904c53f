import { createHash, createHmac } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { SessionKeys } from '../../../../../src/adapters/redis/sessions/session-keys.js'

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url')
const hmac = (pepper: string, text: string) => createHmac('sha256', pepper).update(text).digest('base64url')

describe('SessionKeys', () => {
  it('hashes an id with SHA-256, with peppers by an HMAC of each, the newest first', () => {
    expect(new SessionKeys('p:', []).hashes('id')).toEqual([sha256('id')])
    const keys = new SessionKeys('p:', ['new', 'old'])
    expect(keys.hashes('id')).toEqual([hmac('new', 'id'), hmac('old', 'id')])
    expect(keys.sessions('id')).toEqual(keys.hashes('id').map((hash) => `p:{sessions-1}:session:${hash}`))
    expect(keys.newest('id')).toBe(`p:{sessions-1}:session:${hmac('new', 'id')}`)
  })

  it('has equal names of a user under all peppers, and different names of users', () => {
    const names = ['u', '', '\ud800', '\ud801', '\ufffd', 'x'.repeat(10_000)].map((userId) => {
      const [plain, peppered] = [new SessionKeys('', []), new SessionKeys('', ['new'])]
      expect(plain.userIndex(userId)).toBe(peppered.userIndex(userId))
      return plain.user(userId)
    })
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[\w-]{43}$/)
  })

  it.each(['{', '}', 'a{b}:'])('rejects the prefix %p: a brace would change the hash tag', (prefix) => {
    expect(() => new SessionKeys(prefix, [])).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }))
  })
})
