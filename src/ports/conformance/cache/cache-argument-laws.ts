import { strict as assert } from 'node:assert'
import type { CacheWrite } from '../../cache/index.js'
import { refusesWrongArguments } from '../wrong-arguments.js'
import { cacheLaw, LIFE } from './cache-law.js'

export const cacheArgumentLaws = [
  cacheLaw(
    'arguments',
    'every method refuses options of a wrong type or out of range, with INVALID_ARGUMENT or INVALID_TTL, the name and the value, and changes nothing',
    async ({ cache, set, get, lease, acquire, commit }) => {
      await set('key', 'old', { tags: ['t'] })
      const token = await lease('leased')
      const write = (more: object) => cache.setMany('a', [{ key: 'key', value: 'new', ttlMs: LIFE, ...more }])
      await refusesWrongArguments([
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
          ...{ what: 'ttlMs', kind: 'positive', code: 'INVALID_TTL' },
          call: (ttlMs) => cache.increment('a', { key: 'n', by: 1, ttlMs }),
        },
        { what: 'tags', kind: 'list', call: (tags) => cache.invalidateTags('a', tags) },
        { what: 'request', kind: 'object', call: (request) => cache.acquire('a', request) },
        { what: 'leaseMs', kind: 'positive', code: 'INVALID_TTL', call: (leaseMs) => acquire('free', { leaseMs }) },
        { what: 'tags', kind: 'list', call: (tags) => acquire('free', { tags }) },
        { what: 'refresh', kind: 'flag', call: (refresh) => acquire('free', { refresh }) },
        { what: 'token', kind: 'text', call: (wrong) => commit(wrong, 'leased', 'new') },
        { what: 'write', kind: 'object', call: (one) => cache.commit('a', token, one) },
        {
          what: 'ttlMs',
          kind: 'positive',
          code: 'INVALID_TTL',
          call: (ttlMs) => commit(token, 'leased', 1, { ttlMs }),
        },
        { what: 'token', kind: 'text', call: (wrong) => cache.release('a', 'leased', wrong) },
      ])
      assert.equal(await get('key'), 'old')
      assert.equal(await get('n'), undefined)
      assert.equal((await acquire('free')).state, 'leased', 'a refused call took the lease')
      assert.equal(await commit(token, 'leased', 'new'), true, 'a refused call ended the lease')
    },
  ),
]
