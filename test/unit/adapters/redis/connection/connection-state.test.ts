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
  it('logs a change once, and a reason once in an outage', () => {
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

  it('does not fill the log in a long outage whose reasons all differ', () => {
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
