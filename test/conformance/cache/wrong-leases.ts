import { setImmediate } from 'node:timers/promises'
import type { CachePort, LeaseRequest } from '../../../src/ports/index.js'
import { type WrongCache, wrong } from './wrong-cache.js'

/** Takes the leases of a namespace again after `act`, so that its holders do not notice that they were broken. */
function keepsLeases(act: 'clear' | 'invalidateTags' | 'deleteMany') {
  return (cache: CachePort): Partial<CachePort> => {
    const held = new Map<string, { namespace: string; request: LeaseRequest; token: string }>()
    const takeAgain = async (namespace: string): Promise<void> => {
      for (const lease of held.values()) {
        if (lease.namespace !== namespace) continue
        const result = await cache.acquire(namespace, lease.request)
        if (result.state === 'leased') lease.token = result.token
      }
    }
    const acting: Partial<CachePort> = {
      clear: async (namespace) => {
        await cache.clear(namespace)
        await takeAgain(namespace)
      },
      invalidateTags: async (namespace, tags) => {
        await cache.invalidateTags(namespace, tags)
        await takeAgain(namespace)
      },
      deleteMany: async (namespace, keys) => {
        const deleted = await cache.deleteMany(namespace, keys)
        await takeAgain(namespace)
        return deleted
      },
    }
    return {
      [act]: acting[act],
      acquire: async (namespace, request) => {
        const result = await cache.acquire(namespace, request)
        if (result.state === 'leased') held.set(result.token, { namespace, request, token: result.token })
        return result
      },
      commit: async (namespace, token, write) => {
        const committed = await cache.commit(namespace, held.get(token)?.token ?? token, write)
        if (committed) held.delete(token)
        return committed
      },
      release: async (namespace, key, token) => {
        await cache.release(namespace, key, held.get(token)?.token ?? token)
        held.delete(token)
      },
    }
  }
}

export const WRONG_LEASES: readonly WrongCache[] = [
  wrong('clear keeps the leases', 'lease-broken-by-clear', keepsLeases('clear')),
  wrong('invalidateTags keeps the leases', 'lease-broken-by-tags', keepsLeases('invalidateTags')),
  wrong('delete keeps the leases', 'lease-broken-by-delete', keepsLeases('deleteMany')),

  wrong('commit stores whether the lease is held or not', 'lease-broken-by-set', (cache) => ({
    commit: async (namespace, token, write) => {
      if (await cache.commit(namespace, token, write)) return true
      await cache.setMany(namespace, [write])
      return true
    },
  })),

  wrong('commit leaves out what a lease that ended has written over', 'lease-expired', (cache) => ({
    acquire: (namespace, request) => cache.acquire(namespace, { ...request, leaseMs: request.leaseMs * 1000 }),
  })),

  wrong('acquire looks first and takes the lease then', 'lease-one', (cache) => {
    const held = new Map<string, string>()
    return {
      acquire: async (namespace, request) => {
        const first = await cache.acquire(namespace, request)
        if (first.state !== 'leased') {
          const name = JSON.stringify([namespace, request.key])
          const token = held.get(name)
          if (first.state === 'hit' || token === undefined) return first
          await cache.release(namespace, request.key, token)
          held.delete(name)
          return cache.acquire(namespace, request)
        }
        const name = JSON.stringify([namespace, request.key])
        held.set(name, first.token)
        await setImmediate()
        if (held.get(name) === first.token) held.delete(name)
        return first
      },
    }
  }),

  wrong('the tags of a committed value are those of the write', 'lease-tags', (cache) => ({
    commit: async (namespace, token, write) => {
      const committed = await cache.commit(namespace, token, write)
      if (committed) await cache.setMany(namespace, [write])
      return committed
    },
  })),

  wrong('release frees the lease of whoever holds it', 'lease-release', (cache) => {
    const tokens = new Map<string, string>()
    return {
      acquire: async (namespace, request) => {
        const result = await cache.acquire(namespace, request)
        if (result.state === 'leased') tokens.set(JSON.stringify([namespace, request.key]), result.token)
        return result
      },
      release: (namespace, key, token) =>
        cache.release(namespace, key, tokens.get(JSON.stringify([namespace, key])) ?? token),
    }
  }),

  wrong('a refused value costs the lease', 'lease-refused-value', (cache) => ({
    commit: async (namespace, token, write) => {
      try {
        return await cache.commit(namespace, token, write)
      } catch (error) {
        await cache.release(namespace, write.key, token)
        throw error
      }
    },
  })),

  wrong('no stale value comes with the lease', 'lease-stale', (cache) => ({
    acquire: async (...args) => {
      const result = await cache.acquire(...args)
      return result.state === 'leased' ? { state: 'leased', token: result.token } : result
    },
  })),

  wrong('a stale value is a hit', 'lease-stale', (cache) => ({
    acquire: async (namespace, request) => {
      const result = await cache.acquire(namespace, request)
      if (result.state !== 'leased' || !result.stale) return result
      await cache.release(namespace, request.key, result.token)
      return { state: 'hit', hit: result.stale }
    },
  })),

  wrong('no lease is given while the entry lives', 'lease-refresh', (cache) => ({
    acquire: (namespace, { refresh: _refresh, ...request }) => cache.acquire(namespace, request),
  })),
]
