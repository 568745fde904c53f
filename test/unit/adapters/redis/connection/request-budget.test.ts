import { describe, expect, it } from '@jest/globals'
import { RequestBudget } from '../../../../../src/adapters/redis/index.js'
import { ManualClock } from '../../../../support/manual-clock.js'

describe('RequestBudget', () => {
  it('counts waiting, not what lies between', async () => {
    const clock = new ManualClock()
    const budget = new RequestBudget(clock)
    const leave = budget.enter()
    await clock.advance(200)
    expect(budget.remainingMs()).toBe(250)
    leave()
    leave()
    await clock.advance(5000)
    expect(budget.remainingMs()).toBe(250)
  })

  it('is used up once by operations side by side, and never falls below 0', async () => {
    const clock = new ManualClock()
    const budget = new RequestBudget(clock, 300)
    const first = budget.enter()
    await clock.advance(50)
    const second = budget.enter()
    await clock.advance(50)
    first()
    await clock.advance(100)
    second()
    expect(budget.remainingMs()).toBe(100)
    budget.enter()
    await clock.advance(1000)
    expect(budget.remainingMs()).toBe(0)
  })
})
