import { inspect } from 'node:util'
import { describe, expect, it } from '@jest/globals'
import {
  classifyReply,
  connectFailure,
  noAnswer,
  unexpectedReply,
} from '../../../../../src/adapters/redis/connection/connection-errors.js'
import { decideRedisSettings } from '../../../../../src/adapters/redis/index.js'

describe('classifyReply', () => {
  it.each([
    ['LOADING Redis is loading the dataset in memory', 'STORE_UNAVAILABLE', true, false],
    ["READONLY You can't write against a read only replica.", 'STORE_UNAVAILABLE', false, true],
    ["OOM command not allowed when used memory > 'maxmemory'.", 'STORE_FULL', false, false],
    ["NOPERM User app has no permissions to run the 'get' command", 'STORE_UNAVAILABLE', false, false],
  ])('%s', (message, code, failure, recycle) => {
    const verdict = classifyReply(new Error(message), 'main')
    expect(verdict).toMatchObject({ error: { code }, failure, recycle })
  })

  it('uses the first error in the replies of a transaction', () => {
    const replies = ['OK', new Error('OOM command not allowed')]
    const reply = Object.assign(new Error('1 commands failed'), { replies })
    expect(classifyReply(reply, 'main').error).toMatchObject({ code: 'STORE_FULL' })
  })

  it('does not print the command, which holds what a job is given', () => {
    const reply = Object.assign(new Error('OOM command not allowed'), { command: { name: 'eval', args: ['secret'] } })
    expect(inspect(classifyReply(reply, 'jobs').error, { depth: 9 })).not.toContain('secret')
    const other = Object.assign(new Error('ERR unknown'), { command: { name: 'eval', args: ['secret'] } })
    expect(inspect(unexpectedReply('jobs', other), { depth: 9 })).not.toContain('secret')
  })

  it('does not change other replies', () => {
    const reply = new Error('WRONGTYPE Operation against a key holding the wrong kind of value')
    expect(classifyReply(reply, 'main')).toEqual({ error: reply, failure: false, recycle: false })
  })
})

describe('noAnswer', () => {
  it('is STORE_UNAVAILABLE for a read and OUTCOME_UNKNOWN for a write', () => {
    expect(noAnswer('main', false, 'lost')).toMatchObject({ code: 'STORE_UNAVAILABLE' })
    expect(noAnswer('main', true, 'lost')).toMatchObject({ code: 'OUTCOME_UNKNOWN' })
  })
})

describe('connectFailure', () => {
  const decision = decideRedisSettings({
    url: 'redis://user:hidden@host',
    environment: 'test',
    tlsVerify: 'auto',
    maxRetries: 3,
    retryDelayMs: 100,
    connectTimeoutMs: 1000,
  })
  if (!decision.ok) throw new Error('unusable')
  const { settings } = decision

  it.each([
    [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'no server listens'],
    [Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }), 'does not exist'],
    [new Error('WRONGPASS invalid username-password pair'), 'password is wrong'],
    [new Error('Socket closed unexpectedly'), 'a TLS port'],
    [new Error('something new'), 'something new'],
  ])('explains %s without the password', (cause, what) => {
    const failure = connectFailure(settings, cause)
    expect(failure).toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringContaining(what) })
    expect(failure.hint).toBeTruthy()
    expect(failure.message).not.toContain('hidden')
  })
})
