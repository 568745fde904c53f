import { describe, expect, it } from '@jest/globals'
import { RedisInvalidations } from '../../../../../src/adapters/redis/index.js'
import type { InvalidationListener } from '../../../../../src/ports/index.js'
import { RecordingLogger } from '../../../../support/recording-logger.js'

/** Invalidations with a listener that records its calls. */
function recorded(keyPrefix?: string) {
  const events: unknown[][] = []
  const record =
    (name: string) =>
    (...args: unknown[]): void =>
      void events.push([name, ...args])
  const listener: InvalidationListener = {
    entryChanged: record('entry'),
    leaseChanged: record('lease'),
    tagChanged: record('tag'),
    namespaceChanged: record('namespace'),
    storeChanged: record('store'),
    resumed: record('resumed'),
    lost: record('lost'),
  }
  const logger = new RecordingLogger()
  const invalidations = new RedisInvalidations({ logger, ...(keyPrefix === undefined ? {} : { keyPrefix }) })
  invalidations.listen(listener)
  return { invalidations, events, logger }
}

describe('a changed key', () => {
  it.each([
    ['cg:cache:{api}:v:k', ['entry', 'api', 'k']],
    ['cg:cache:{api}:v:', ['entry', 'api', '']],
    ['cg:cache:{api}:v:a}:b:{c', ['entry', 'api', 'a}:b:{c']],
    ['cg:cache:{my-own_1}:l:k', ['lease', 'my-own_1', 'k']],
    ['cg:cache:{api}:t:a%20b%3D', ['tag', 'api', 'a b=']],
    ['cg:cache:{api}:g', ['namespace', 'api']],
    // The version of all tags changes with each tag, which is reported itself.
    ['cg:cache:{api}:s', undefined],
    // Foreign keys under the prefix.
    ['cg:cache:cache:{api}:v:k', undefined],
    ['cg:cache:', undefined],
    ['cg:cache:{api', undefined],
    ['cg:cache:{api}:', undefined],
    ['cg:cache:{api}:x:k', undefined],
    // A malformed tag may be any tag.
    ['cg:cache:{api}:t:%', ['namespace', 'api']],
    ['cg:cache:{api}:t:%ff', ['namespace', 'api']],
  ])('%s', (name, expected) => {
    const { invalidations, events } = recorded()
    invalidations.changed(name)
    expect(events).toEqual(expected ? [expected] : [])
  })

  it('null: all keys', () => {
    const { invalidations, events } = recorded()
    invalidations.changed(null)
    expect(events).toEqual([['store']])
  })

  it('has any prefix', () => {
    const { invalidations, events } = recorded('gt:{x')
    invalidations.changed('gt:{x{api}:v:k')
    expect(events).toEqual([['entry', 'api', 'k']])
  })
})

describe('RedisInvalidations.active', () => {
  it('is true while a connection with tracking is open', () => {
    const { invalidations, events } = recorded()
    const active = [invalidations.active]
    invalidations.opened(true)
    active.push(invalidations.active)
    invalidations.lost()
    active.push(invalidations.active)
    expect(active).toEqual([false, true, false])
    expect(events).toEqual([['resumed'], ['lost']])
  })

  it('is false on a connection without tracking, with one warning', () => {
    const { invalidations, events, logger } = recorded()
    for (let connection = 0; connection < 3; connection++) {
      invalidations.opened(false)
      invalidations.lost()
    }
    expect(invalidations.active).toBe(false)
    expect(events.filter(([name]) => name === 'resumed')).toEqual([])
    expect(logger.messages('warn')).toEqual([expect.stringMatching(/refuses CLIENT TRACKING.* -> /)])
  })
})
