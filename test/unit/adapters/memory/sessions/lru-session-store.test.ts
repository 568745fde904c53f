import { describe, expect, it } from '@jest/globals'
import { LruSessionStore } from '../../../../../src/adapters/memory/index.js'
import { ManualClock } from '../../../../support/manual-clock.js'
import { person, sessionFixture } from '../../../../support/sessions/lru-store-fixture.js'

describe('LruSessionStore', () => {
  it('works without anything but a clock', async () => {
    const store = new LruSessionStore({ clock: new ManualClock() })
    const { id } = await store.create(person(), { idleMs: 1, absoluteMs: 1 })
    expect((await store.read(id))?.id).toBe(id)
  })

  it('sets no timer of its own', async () => {
    const { clock, create } = sessionFixture()
    await create()
    expect(clock.timers).toBe(0)
  })

  it('uses the wall clock: sessions end while a machine sleeps', async () => {
    const clock = new ManualClock()
    let sleptMs = 0
    const woken = {
      now: () => clock.now() + sleptMs,
      monotonic: () => clock.monotonic(),
      setTimer: (delayMs: number, task: () => void) => clock.setTimer(delayMs, task),
    }
    const store = new LruSessionStore({ clock: woken })
    const { id } = await store.create(person(), { idleMs: 1000, absoluteMs: 1000 })
    sleptMs = 1000
    expect(await store.read(id)).toBeUndefined()
  })
})
