import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, it } from '@jest/globals'
import { DeferredResponse } from '../../../../../src/adapters/express/sessions/deferred-response.js'

it('what is written after the answer was replaced goes nowhere, also while that one is still being sent', async () => {
  // Without a connection an answer is never sent to its end.
  const res = new ServerResponse(new IncomingMessage(new Socket()))
  const events: unknown[] = []
  res.on('error', (error) => events.push(error))
  const fault = new Error('injected')
  const answered: unknown[] = []
  new DeferredResponse(res, {
    beforeSend: () => Promise.reject(fault),
    beforeHead: () => {},
    sendError: (error) => {
      answered.push(error)
      res.statusCode = 503
      res.end('in its place')
    },
  })
  const refused = new Promise((resolve) => res.end('of the handler', resolve as () => void))
  expect(await refused).toBeInstanceOf(Error)
  expect([answered, res.statusCode, res.headersSent, res.writableEnded]).toEqual([[fault], 503, true, true])
  const late = new Promise((resolve) => expect(res.write('late', resolve)).toBe(false))
  expect(await late).toBeInstanceOf(Error)
  expect(res.end()).toBe(res)
  expect(events).toEqual([])
})
