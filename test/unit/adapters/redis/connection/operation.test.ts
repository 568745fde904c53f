import { describe, expect, it } from '@jest/globals'
import { createClient } from 'redis'
import type { OpenClient } from '../../../../../src/adapters/redis/connection/open-client.js'
import { type Outcome, startOperation } from '../../../../../src/adapters/redis/connection/operation.js'
import { ManualClock } from '../../../../support/manual-clock.js'

const DEADLINE_MS = 250

/** What came of an operation that gets no answer, on a connection where data came at these times after it was sent. */
async function outcomeWhenHeard(...times: readonly number[]): Promise<Outcome<never>> {
  const clock = new ManualClock()
  await clock.advance(1000)
  const opened: OpenClient = {
    client: createClient(),
    pingMs: 1,
    answeredAt: 0,
    heard: { at: 0 },
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
    opened.heard.at = clock.monotonic()
    at = time
  }
  await clock.advance(DEADLINE_MS - at)
  return outcome
}

describe('an operation without an answer', () => {
  it('shows a mute connection if nothing came since it was sent', async () => {
    expect(await outcomeWhenHeard()).toMatchObject({ exceeded: true, failure: true, mute: { tracked: false } })
  })

  it('shows one also if a reply came in part and no further', async () => {
    expect(await outcomeWhenHeard(1, 150)).toMatchObject({ exceeded: true, failure: true, mute: { tracked: false } })
  })

  it('is no failure of the connection while a reply is still arriving', async () => {
    const outcome = await outcomeWhenHeard(1, 80, 160, 240)
    expect(outcome).toMatchObject({ exceeded: true, failure: false, error: { code: 'STORE_UNAVAILABLE' } })
    expect(outcome).not.toHaveProperty('mute')
  })
})
