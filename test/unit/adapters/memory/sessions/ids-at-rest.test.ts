import { createHash, createHmac } from 'node:crypto'
import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { LRUCache } from 'lru-cache'
import { idHash } from '../../../../../src/adapters/memory/sessions/lru-session-store.js'
import { person, sessionFixture } from '../../../../support/sessions/lru-store-fixture.js'

afterEach(() => {
  jest.restoreAllMocks()
})

describe('LruSessionStore, law "ids at rest are hashed"', () => {
  it.each([[[]], [['new', 'old']]])('with the peppers %p nothing that is kept holds an id', async (pepper) => {
    const kept: unknown[] = []
    const lruSet = LRUCache.prototype.set
    jest.spyOn(LRUCache.prototype, 'set').mockImplementation(function (this: LRUCache<object, object>, ...args) {
      kept.push(args)
      return lruSet.apply(this, args)
    })
    const mapSet = Map.prototype.set
    jest.spyOn(Map.prototype, 'set').mockImplementation(function (this: Map<unknown, unknown>, ...args) {
      kept.push(args)
      return mapSet.apply(this, args)
    })
    const { store, create } = sessionFixture({ pepper })
    const made = await create()
    await create(person(), { id: 'given-id' })
    await store.update(made.id, { a: 1 })
    await store.touch(made.id, { idleMs: 5 })
    const rotated = await store.rotate(made.id)
    jest.restoreAllMocks()

    const text = JSON.stringify(kept)
    expect(text).toContain(idHash(pepper)(rotated.id))
    for (const id of [made.id, rotated.id, 'given-id']) expect(text).not.toContain(id)
    expect(await store.read(rotated.id)).toEqual(rotated)
  })

  it('the hash is SHA-256, with a pepper the HMAC of the newest', () => {
    const sha = createHash('sha256').update('id').digest('base64url')
    expect(idHash()('id')).toBe(sha)
    expect(idHash([])('id')).toBe(sha)
    expect(idHash(['new', 'old'])('id')).toBe(createHmac('sha256', 'new').update('id').digest('base64url'))
  })

  it('no error names an id', async () => {
    const { store, create } = sessionFixture()
    const { id } = await create()
    await store.delete(id)
    const failures = [store.update(id, {}), store.rotate(id), create(person(), { id: `${id}${'x'.repeat(300)}` })]
    for (const result of await Promise.allSettled(failures)) {
      const { message, hint, details } = (result as PromiseRejectedResult).reason
      expect(JSON.stringify([message, hint, details])).not.toContain(id)
    }
  })
})
