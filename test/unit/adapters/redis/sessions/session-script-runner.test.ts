import { describe, expect, it } from '@jest/globals'
import { parseReplies, parseReply } from '../../../../../src/adapters/redis/sessions/session-script-runner.js'
import { toFields } from '../../../../../src/adapters/redis/sessions/stored-session.js'

const data = { userId: 'u1', email: 'e', role: 'viewer', lastActivity: 5, bag: { a: [1] } }
const numbers = { version: 2, floor: 1, idle: 10, created: 3, ends: 15, absolute: 99, written: 5001 }
const own = [
  'handle',
  'h',
  'user',
  'hash',
  ...Object.entries(numbers).flatMap(([name, value]) => [name, String(value)]),
]
const fields = [...own, ...toFields(data), '@"bag"', '2']

describe('the reply of a session script', () => {
  it('is a session, deeply frozen', () => {
    const reply = parseReply(['ok', 'key', fields])
    const stored = { handle: 'h', version: 2, createdAt: 3, expiresAt: 15, absoluteExpiresAt: 99, written: 5001, data }
    expect(reply).toEqual({ state: 'ok', key: 'key', stored })
    expect(parseReplies([['exists', 'key', fields]])).toEqual([{ ...reply, state: 'exists' }])
    if (reply.state !== 'ok') throw new Error(reply.state)
    expect([reply.stored.data, reply.stored.data.bag].every(Object.isFrozen)).toBe(true)
  })

  it('is none, a conflict, or a size', () => {
    expect(parseReply(['none'])).toEqual({ state: 'none' })
    expect(parseReply(['conflict', '2', '7'])).toEqual({ state: 'conflict', field: 2, version: 7 })
    expect(parseReply(['large', '70000'])).toEqual({ state: 'large', bytes: 70_000 })
  })

  it.each([
    ['a value that is not JSON', fields.with(fields.indexOf('"bag"') + 1, '{')],
    ['a name that is not JSON', fields.with(fields.indexOf('"bag"'), '"')],
    ['no role', fields.with(fields.indexOf('"role"'), '"rule"')],
    ['a role that is a number', fields.with(fields.indexOf('"role"') + 1, '7')],
    ['no handle', fields.with(fields.indexOf('handle'), 'hand')],
    ['an end that is not a number', fields.with(fields.indexOf('ends') + 1, 'soon')],
    ['a creation time that is too large', fields.with(fields.indexOf('created') + 1, '9'.repeat(40))],
  ])('is damaged with %s', (_, damaged) => {
    expect(parseReply(['ok', 'key', damaged])).toMatchObject({ state: 'damaged', key: 'key', version: '2' })
  })

  it('is damaged if the script reports it', () => {
    expect(parseReply(['damaged', 'key', []])).toEqual({ state: 'damaged', key: 'key', handle: '', version: '' })
  })

  it.each([null, 'OK', [], ['unknown'], ['ok', 'key', 'not a list']])('is invalid as %j', (reply) => {
    expect(() => parseReply(reply)).toThrow(expect.objectContaining({ code: 'INTERNAL' }))
  })
})
