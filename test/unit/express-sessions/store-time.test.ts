import { describe, expect, it } from '@jest/globals'
import { StoreTime } from '../../../src/adapters/express/sessions/store-time.js'
import { AppError } from '../../../src/domain/platform/index.js'
import { ManualClock } from '../../support/manual-clock.js'

const mute = () => new Promise<never>(() => {})

describe('StoreTime', () => {
  it('lets through what comes in time, and leaves no timer', async () => {
    const clock = new ManualClock()
    const time = new StoreTime(clock, 100)
    expect(await time.run(async () => 'value')).toBe('value')
    const fault = new AppError('CONFLICT', 'x')
    await expect(time.run(() => Promise.reject(fault))).rejects.toBe(fault)
    expect(fault).toMatchObject({ status: 409 })
    expect(Object.keys(fault)).not.toContain('status')
    expect(clock.timers).toBe(0)
  })

  it('is shared by one operation after the other, and what nobody waits for does not count', async () => {
    const clock = new ManualClock()
    const time = new StoreTime(clock, 100)
    const slow = time.run(() => new Promise((resolve) => void clock.setTimer(60, () => resolve(1))))
    await clock.advance(60)
    await slow
    await clock.advance(1000)
    const late = expect(time.run(mute, 'read')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', status: 503 })
    await clock.advance(39)
    expect(clock.timers).toBe(1)
    await clock.advance(1)
    await late
    let asked = false
    const none = time.run(async () => {
      asked = true
    })
    await expect(none).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', headers: { 'Retry-After': '1' } })
    expect(asked).toBe(false)
  })

  it('does not know what came of a change that it did not wait for', async () => {
    const clock = new ManualClock()
    const change = new StoreTime(clock, 100).run(mute)
    const told = expect(change).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN', status: 503 })
    await clock.advance(100)
    await told
  })
})
