import { strict as assert } from 'node:assert'
import type { CachePort, CacheWrite } from '../../cache/index.js'
import { type ArgumentRow, refusesWrongArguments } from '../wrong-arguments.js'
import { cacheLaw, LIFE } from './cache-law.js'

export const cacheArgumentLaws = [
  cacheLaw(
    'arguments',
    'every method refuses options of a wrong type or out of range, with INVALID_ARGUMENT or INVALID_TTL, the name and the value, and changes nothing',
    async ({ cache, set, get, lease, acquire, commit }) => {
      await set('key', 'old', { tags: ['t'] })
      const token = await lease('leased')
      await refusesWrongArguments(cacheArgumentRows(cache, token))
      assert.equal(await get('key'), 'old')
      assert.equal(await get('n'), undefined)
      assert.equal((await acquire('free')).state, 'leased', 'a refused call took the lease')
      assert.equal(await commit(token, 'leased', 'new'), true, 'a refused call ended the lease')
    },
  ),
]

/** The calls of a cache with wrong arguments. @param token of a lease of the key `leased` */
export function cacheArgumentRows(cache: CachePort, token: string): readonly ArgumentRow[] {
  const acquire = (more: object) => cache.acquire('a', { key: 'free', leaseMs: LIFE, ...more })
  const commit = (by: string, more: object = {}) =>
    cache.commit('a', by, { key: 'leased', value: 'new', ttlMs: LIFE, ...more })
  const write = (more: object) => cache.setMany('a', [{ key: 'key', value: 'new', ttlMs: LIFE, ...more }])
  return [
    { what: 'keys', kind: 'list', call: (keys) => cache.getMany('a', keys) },
    { what: 'options', kind: 'object', call: (options) => cache.getMany('a', ['key'], options) },
    { what: 'stale', kind: 'flag', call: (stale) => cache.getMany('a', ['key'], { stale }) },
    { what: 'remaining', kind: 'flag', call: (remaining) => cache.getMany('a', ['key'], { remaining }) },
    { what: 'metadata', kind: 'flag', call: (metadata) => cache.getMany('a', ['key'], { metadata }) },
    { what: 'writes', kind: 'list', call: (writes) => cache.setMany('a', writes) },
    { what: 'write', kind: 'object', call: (one: CacheWrite) => cache.setMany('a', [one]) },
    { what: 'ttlMs', kind: 'positive', code: 'INVALID_TTL', call: (ttlMs) => write({ ttlMs }) },
    { what: 'graceMs', kind: 'count', code: 'INVALID_TTL', call: (graceMs) => write({ graceMs }) },
    { what: 'tags', kind: 'list', call: (tags) => write({ tags }) },
    { what: 'tag', kind: 'text', code: 'INVALID_KEY', call: (tag) => write({ tags: [tag] }) },
    { what: 'keys', kind: 'list', call: (keys) => cache.deleteMany('a', keys) },
    { what: 'increment', kind: 'object', call: (increment) => cache.increment('a', increment) },
    { what: 'by', kind: 'integer', call: (by) => cache.increment('a', { key: 'n', by, ttlMs: LIFE }) },
    {
      what: 'ttlMs',
      kind: 'positive',
      code: 'INVALID_TTL',
      call: (ttlMs) => cache.increment('a', { key: 'n', by: 1, ttlMs }),
    },
    { what: 'tags', kind: 'list', call: (tags) => cache.invalidateTags('a', tags) },
    { what: 'request', kind: 'object', call: (request) => cache.acquire('a', request) },
    { what: 'leaseMs', kind: 'positive', code: 'INVALID_TTL', call: (leaseMs) => acquire({ leaseMs }) },
    { what: 'tags', kind: 'list', call: (tags) => acquire({ tags }) },
    { what: 'refresh', kind: 'flag', call: (refresh) => acquire({ refresh }) },
    { what: 'token', kind: 'text', call: (wrong) => commit(wrong) },
    { what: 'write', kind: 'object', call: (one) => cache.commit('a', token, one) },
    {
      what: 'ttlMs',
      kind: 'positive',
      code: 'INVALID_TTL',
      call: (ttlMs) => commit(token, { ttlMs }),
    },
    { what: 'token', kind: 'text', call: (wrong) => cache.release('a', 'leased', wrong) },
  ]
}
