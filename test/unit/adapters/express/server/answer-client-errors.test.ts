import { createServer } from 'node:http'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from '@jest/globals'
import { answerClientErrors } from '../../../../../src/adapters/express/server/answer-client-errors.js'
import { Connections } from '../../../../../src/adapters/express/server/connections.js'
import { SystemIds } from '../../../../../src/adapters/system/index.js'
import { ManualClock } from '../../../../support/manual-clock.js'
import { RecordingLogger } from '../../../../support/recording-logger.js'

const fault = (code: string) => Object.assign(new Error('Parse Error'), { code })

/** A server that never listens: its client errors are emitted by the test. */
function setUp() {
  const clock = new ManualClock()
  const logger = new RecordingLogger()
  const server = createServer()
  answerClientErrors(server, new Connections(server, clock), { clock, logger, ids: new SystemIds() })
  const socket = new PassThrough()
  return { clock, logger, socket, refuse: (code: string) => server.emit('clientError', fault(code), socket) }
}

describe('refuseClients', () => {
  it('answers once, and gives the client a second to read while more of the same arrives', async () => {
    const { clock, logger, socket, refuse } = setUp()
    refuse('HPE_HEADER_OVERFLOW')
    refuse('HPE_HEADER_OVERFLOW')
    await clock.advance(999)
    expect(socket.destroyed).toBe(false)
    expect(String(socket.read())).toMatch(/^HTTP\/1.1 431 /)
    expect(logger.lines).toHaveLength(1)
    await clock.advance(1)
    expect(socket.destroyed).toBe(true)
  })

  it('waits no longer than the client does', async () => {
    const { clock, socket, refuse } = setUp()
    refuse('HPE_INVALID_CONSTANT')
    socket.destroy()
    await clock.advance(0)
    expect(clock.timers).toBe(0)
  })

  it('does not answer a closed connection', () => {
    const { logger, socket, refuse } = setUp()
    refuse('ECONNRESET')
    expect([socket.destroyed, logger.lines]).toEqual([true, []])
  })
})
