import { describe, expect, it } from '@jest/globals'
import { RedisInvalidations } from '../../../../../src/adapters/redis/index.js'
import type { InvalidationListener } from '../../../../../src/ports/index.js'
import { RecordingLogger } from '../../../../support/recording-logger.js'

/** Invalidations with a listener that writes down what it is told. */
function recorded(keyPrefix?: string) {
  const told: unknown[][] = []
  const tell =
    (name: string) =>
    (...parts: unknown[]): void =>
      void told.push([name, ...parts])
  const listener: InvalidationListener = {
    entryChanged: tell('entry'),
    leaseChanged: tell('lease'),
    tagChanged: tell('tag'),
    namespaceChanged: tell('namespace'),
    storeChanged: tell('store'),
    resumed: tell('resumed'),
    lost: tell('lost'),
  }
  const logger = new RecordingLogger()
  const invalidations = new RedisInvalidations({ logger, ...(keyPrefix === undefined ? {} : { keyPrefix }) })
  invalidations.listen(listener)
  return { invalidations, told, logger }
}

describe('what a changed key means', () => {
  it.each([
    ['cg:cache:{api}:v:k', ['entry', 'api', 'k']],
    ['cg:cache:{api}:v:', ['entry', 'api', '']],
    ['cg:cache:{api}:v:a}:b:{c', ['entry', 'api', 'a}:b:{c']],
    ['cg:cache:{my-own_1}:l:k', ['lease', 'my-own_1', 'k']],
    ['cg:cache:{api}:t:a%20b%3D', ['tag', 'api', 'a b=']],
    ['cg:cache:{api}:g', ['namespace', 'api']],
    // With the stamp go the tags that were invalidated, which are told of one by one.
    ['cg:cache:{api}:s', undefined],
    // None of ours, and still under the prefix: anybody may write there.
    ['cg:cache:', undefined],
    ['cg:cache:{api', undefined],
    ['cg:cache:{api}:', undefined],
    ['cg:cache:{api}:x:k', undefined],
    // A tag that cannot be read may be any.
    ['cg:cache:{api}:t:%', ['namespace', 'api']],
    ['cg:cache:{api}:t:%ff', ['namespace', 'api']],
  ])('%s', (name, expected) => {
    const { invalidations, told } = recorded()
    invalidations.changed(name)
    expect(told).toEqual(expected ? [expected] : [])
  })

  it('no name: all of them', () => {
    const { invalidations, told } = recorded()
    invalidations.changed(null)
    expect(told).toEqual([['store']])
  })

  it('a prefix of its own is taken off', () => {
    const { invalidations, told } = recorded('gt:{x')
    invalidations.changed('gt:{x{api}:v:k')
    expect(told).toEqual([['entry', 'api', 'k']])
  })
})

describe('whether changes are told', () => {
  it('from the opening of a connection that tracks to its loss', () => {
    const { invalidations, told } = recorded()
    const active = [invalidations.active]
    invalidations.opened(true)
    active.push(invalidations.active)
    invalidations.lost()
    active.push(invalidations.active)
    expect(active).toEqual([false, true, false])
    expect(told).toEqual([['resumed'], ['lost']])
  })

  it('not on a connection that is not allowed to, which is said once', () => {
    const { invalidations, told, logger } = recorded()
    for (let connection = 0; connection < 3; connection++) {
      invalidations.opened(false)
      invalidations.lost()
    }
    expect(invalidations.active).toBe(false)
    expect(told.filter(([name]) => name === 'resumed')).toEqual([])
    expect(logger.messages('warn')).toEqual([expect.stringMatching(/refuses CLIENT TRACKING.* -> /)])
  })
})
