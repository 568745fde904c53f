import { describe, expect, it } from '@jest/globals'
import { createClient } from 'redis'
import type { OpenClient } from '../../../../../src/adapters/redis/connection/open-client.js'
import { type Outcome, startOperation } from '../../../../../src/adapters/redis/connection/operation.js'
import { ManualClock } from '../../../../support/manual-clock.js'

const DEADLINE_MS = 250

/** The outcome of an operation without an answer. Data arrive on its connection at these times after it was sent. */
async function outcomeWithData(...times: readonly number[]): Promise<Outcome<never>> {
  const clock = new ManualClock()
  await clock.advance(1000)
  const opened: OpenClient = {
    client: createClient(),
    pingMs: 1,
    answeredAt: 0,
    lastData: { at: 0 },
    tracked: false,
    probe: undefined,
    isReply: (error): error is Error => error instanceof Error,
    destroy: () => undefined,
  }
  const next = () => ({ opened: Promise.resolve(opened), cancel: () => undefined })
  const context = { clock, name: 'main', deadlineMs: DEADLINE_MS, write: false, next }
  const { outcome } = startOperation(() => new Promise<never>(() => undefined), context)
  let at = 0
  for (const time of times) {
    await clock.advance(time - at)
    opened.lastData.at = clock.monotonic()
    at = time
  }
  await clock.advance(DEADLINE_MS - at)
  return outcome
}

describe('an operation without an answer', () => {
  it('shows an unresponsive connection if no data arrived', async () => {
    expect(await outcomeWithData()).toMatchObject({ exceeded: true, failure: true, unresponsive: { tracked: false } })
  })

  it('shows an unresponsive connection if a reply stopped halfway', async () => {
    expect(await outcomeWithData(1, 150)).toMatchObject({
      exceeded: true,
      failure: true,
      unresponsive: { tracked: false },
    })
  })

  it('is no failure of the connection while a reply is still arriving', async () => {
    const outcome = await outcomeWithData(1, 80, 160, 240)
    expect(outcome).toMatchObject({ exceeded: true, failure: false, error: { code: 'STORE_UNAVAILABLE' } })
    expect(outcome).not.toHaveProperty('unresponsive')
  })
})
