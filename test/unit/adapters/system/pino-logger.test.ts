import { Writable } from 'node:stream'
import { describe, expect, it } from '@jest/globals'
import { PinoLogger, type PinoLoggerOptions } from '../../../../src/adapters/system/pino-logger.js'

function open(options: Partial<PinoLoggerOptions> = {}) {
  const written: string[] = []
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk.toString())
      done()
    },
  })
  return { logger: new PinoLogger({ level: 'info', pretty: false, stream, ...options }), written }
}

describe('PinoLogger', () => {
  it('writes one JSON line a call, with level, time, message and fields', () => {
    const { logger, written } = open()
    logger.info('listening', { port: 4000 })
    expect(written).toHaveLength(1)
    const line = JSON.parse(written[0] ?? '') as { time: string }
    expect(line).toMatchObject({ level: 'info', msg: 'listening', port: 4000 })
    expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/)
  })

  it('respects its level', () => {
    const { logger, written } = open({ level: 'warn' })
    logger.debug('no')
    logger.info('no')
    logger.warn('yes')
    logger.error('yes')
    expect(written).toHaveLength(2)
    expect(open({ level: 'silent' }).written).toEqual([])
  })

  it('redacts secrets by name, at the top and below', () => {
    const { logger, written } = open()
    const secret = 'hunter2'
    logger.warn('x', {
      password: secret,
      headers: { authorization: secret, cookie: secret, 'set-cookie': secret, accept: 'text/html' },
      a: { b: { c: { token: secret } } },
    })
    expect(written.join()).not.toContain(secret)
    expect(written.join()).toContain('text/html')
  })

  it('writes errors with message, code, stack and cause', () => {
    const { logger, written } = open()
    logger.error('failed', { error: new Error('outer', { cause: new Error('inner') }) })
    const { error } = JSON.parse(written[0] ?? '') as { error: { stack: string } }
    expect(error).toMatchObject({ message: 'outer', cause: { message: 'inner' } })
    expect(error.stack).toContain('pino-logger.test')
  })

  it('writes readable lines for a terminal', () => {
    const { logger, written } = open({ pretty: true })
    logger.info('listening', { port: 4000 })
    expect(written.join('')).toMatch(/INFO.*listening[\s\S]*port: 4000/)
    expect(written.join('')).not.toContain('"msg"')
  })

  it('does not throw on fields that have no JSON form', () => {
    const { logger, written } = open()
    const cycle: { self?: unknown } = {}
    cycle.self = cycle
    expect(() => logger.info('odd', { cycle, big: 10n, call: () => 1 })).not.toThrow()
    expect(written.join()).toContain('odd')
  })
})
