import { expect, it } from '@jest/globals'
import { DestroyedIds } from '../../../../../src/adapters/express/express-session/express-sessions.js'

it('remembers the last ten thousand ids, and no more', () => {
  const ids = new DestroyedIds()
  for (let n = 0; n < 10_000; n++) ids.add(`${n}`)
  ids.add('0')
  expect([ids.has('0'), ids.has('1')]).toEqual([true, true])
  ids.add('new')
  expect([ids.has('0'), ids.has('1'), ids.has('2'), ids.has('new')]).toEqual([true, false, true, true])
  ids.remove('new')
  expect(ids.has('new')).toBe(false)
})
