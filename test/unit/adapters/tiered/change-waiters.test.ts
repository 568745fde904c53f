import { describe, expect, it } from '@jest/globals'
import { ChangeWaiters } from '../../../../src/adapters/tiered/local-tier.js'

/** Which of the promises have settled by now. */
async function settled(promises: readonly Promise<void>[]): Promise<readonly boolean[]> {
  const done = promises.map(() => false)
  promises.forEach((promise, index) => {
    void promise.then(() => {
      done[index] = true
    })
  })
  await new Promise((resolve) => setImmediate(resolve))
  return done
}

const forever = new AbortController().signal

describe('a waiter for a change', () => {
  it('a change of the key wakes all waiters of the key and no others', async () => {
    const waiters = new ChangeWaiters()
    const waiting = [
      waiters.wait('n', 'k', forever),
      waiters.wait('n', 'k', forever),
      waiters.wait('n', 'other', forever),
      waiters.wait('other', 'k', forever),
      waiters.wait('n}', 'k', forever),
    ]
    waiters.changed('n', 'k')
    expect(await settled(waiting)).toEqual([true, true, false, false, false])
    waiters.allChanged()
    expect(await settled(waiting)).toEqual([true, true, true, true, true])
  })

  it('its own signal wakes only this waiter, and at once if it has already fired', async () => {
    const waiters = new ChangeWaiters()
    const quitter = new AbortController()
    const waiting = [
      waiters.wait('n', 'k', quitter.signal),
      waiters.wait('n', 'k', forever),
      waiters.wait('n', 'k', AbortSignal.abort()),
    ]
    expect(await settled(waiting)).toEqual([false, false, true])
    quitter.abort()
    expect(await settled(waiting)).toEqual([true, false, true])
    waiters.changed('n', 'k')
    expect(await settled(waiting)).toEqual([true, true, true])
  })

  it('gets only changes after it started', async () => {
    const waiters = new ChangeWaiters()
    waiters.changed('n', 'k')
    const first = waiters.wait('n', 'k', forever)
    expect(await settled([first])).toEqual([false])
    waiters.changed('n', 'k')
    const second = waiters.wait('n', 'k', forever)
    expect(await settled([first, second])).toEqual([true, false])
  })
})
