import { describe, expect, it } from '@jest/globals'
import { ConnectionStateLog } from '../../../../../src/adapters/redis/connection/connection-state.js'
import { ManualClock } from '../../../../support/manual-clock.js'
import { RecordingLogger } from '../../../../support/recording-logger.js'
import { settingsFor } from '../../../../support/redis/connection-fixture.js'

function setUp() {
  const logger = new RecordingLogger()
  const clock = new ManualClock()
  const settings = settingsFor('redis://:secret@host:6379')
  const open = (name: string, isQuiet = false) => {
    const state = new ConnectionStateLog(name, { settings, clock, logger }, { isQuiet })
    state.begin()
    return state
  }
  const lines = () => logger.lines.map(({ level, message }) => `${level} ${message}`)
  return { logger, clock, open, lines, state: open('main') }
}

describe('ConnectionStateLog', () => {
  it('logs a change once, and each reason once per outage', async () => {
    const { lines, clock, state } = setUp()
    for (const reason of ['refused', 'refused', 'wrong password', 'refused']) state.enter('reconnecting', reason)
    await clock.advance(1500)
    state.enter('ready')
    state.enter('reconnecting', 'refused')
    expect(lines()).toEqual([
      'info redis main: connecting',
      'warn redis main: reconnecting: refused',
      'info redis main: wrong password',
      expect.stringMatching(/^info redis: available again after 1[., ]?5/),
      'debug redis main: ready',
      'warn redis main: reconnecting: refused',
    ])
  })

  it('is one warning and one line at the end for all connections to one Redis', () => {
    const { lines, open, state } = setUp()
    const others = [open('jobs', true), open('jobs worker', true)]
    for (const each of [state, ...others]) each.enter('ready')
    for (const each of [state, ...others]) each.enter('reconnecting', 'lost')
    for (const each of [state, ...others]) each.enter('reconnecting', 'refused')
    for (const each of [state, ...others]) each.enter('ready')
    const shown = lines().filter((line) => !line.startsWith('debug'))
    expect(shown).toEqual([
      'info redis main: connecting',
      'info redis main: ready',
      'warn redis main: reconnecting: lost',
      'info redis main: refused',
      expect.stringMatching(/^info redis: available again after/),
    ])
  })

  it('an outage is over for a connection that was closed', () => {
    const { lines, open, state } = setUp()
    const other = open('jobs', true)
    for (const each of [state, other]) each.enter('reconnecting', 'lost')
    other.enter('closed')
    state.enter('ready')
    expect(lines()).toContainEqual(expect.stringMatching(/^info redis: available again/))
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
