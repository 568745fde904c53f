import { describe, expect, it } from '@jest/globals'
import { ConnectionStateLog } from '../../../../../src/adapters/redis/connection/connection-state.js'
import { RecordingLogger } from '../../../../support/recording-logger.js'

function setUp() {
  const logger = new RecordingLogger()
  const state = new ConnectionStateLog('main', 'redis://:***@host:6379', logger)
  state.begin()
  return { logger, state }
}

describe('ConnectionStateLog', () => {
  it('logs a change once, and each reason once per outage', () => {
    const { logger, state } = setUp()
    for (const reason of ['refused', 'refused', 'wrong password', 'refused']) state.enter('reconnecting', reason)
    state.enter('ready')
    state.enter('reconnecting', 'refused')
    expect(logger.lines.map(({ message }) => message)).toEqual([
      'redis main: connecting',
      'redis main: reconnecting: refused',
      'redis main: wrong password',
      'redis main: ready',
      'redis main: reconnecting: refused',
    ])
  })

  it('limits the log lines of a long outage with ever new reasons', () => {
    const { logger, state } = setUp()
    for (let attempt = 0; attempt < 1000; attempt++) state.enter('reconnecting', `reason ${attempt}`)
    expect(logger.lines.length).toBeLessThan(30)
  })

  it('stays closed', () => {
    const { logger, state } = setUp()
    state.enter('closed')
    state.enter('ready')
    expect(state.current).toBe('closed')
    expect(logger.lines).toHaveLength(2)
  })
})
