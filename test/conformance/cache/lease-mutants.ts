import { setImmediate } from 'node:timers/promises'
import type { CachePort, LeaseRequest } from '../../../src/ports/index.js'
import { type CacheMutant, mutant } from './cache-mutant.js'

/** Acquires the leases of a namespace again after `act`, so that their holders do not notice that they were broken. */
function keepsLeases(act: 'clear' | 'invalidateTags' | 'deleteMany') {
  return (cache: CachePort): Partial<CachePort> => {
    const held = new Map<string, { namespace: string; request: LeaseRequest; token: string }>()
    const acquireAgain = async (namespace: string): Promise<void> => {
      for (const lease of held.values()) {
        if (lease.namespace !== namespace) continue
        const result = await cache.acquire(namespace, lease.request)
        if (result.state === 'leased') lease.token = result.token
      }
    }
    const acting: Partial<CachePort> = {
      clear: async (namespace) => {
        await cache.clear(namespace)
        await acquireAgain(namespace)
      },
      invalidateTags: async (namespace, tags) => {
        await cache.invalidateTags(namespace, tags)
        await acquireAgain(namespace)
      },
      deleteMany: async (namespace, keys) => {
        const deleted = await cache.deleteMany(namespace, keys)
        await acquireAgain(namespace)
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

export const LEASE_MUTANTS: readonly CacheMutant[] = [
  mutant('clear keeps the leases', 'lease-broken-by-clear', keepsLeases('clear')),
  mutant('invalidateTags keeps the leases', 'lease-broken-by-tags', keepsLeases('invalidateTags')),
  mutant('delete keeps the leases', 'lease-broken-by-delete', keepsLeases('deleteMany')),

  mutant('commit stores also without the lease', 'lease-broken-by-set', (cache) => ({
    commit: async (namespace, token, write) => {
      if (await cache.commit(namespace, token, write)) return true
      await cache.setMany(namespace, [write])
      return true
    },
  })),

  mutant('leases last too long', 'lease-expired', (cache) => ({
    acquire: (namespace, request) => cache.acquire(namespace, { ...request, leaseMs: request.leaseMs * 1000 }),
  })),

  mutant('acquire checks and grants the lease in two steps', 'lease-one', (cache) => {
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

  mutant('the tags of a committed value are those of the write', 'lease-tags', (cache) => ({
    commit: async (namespace, token, write) => {
      const committed = await cache.commit(namespace, token, write)
      if (committed) await cache.setMany(namespace, [write])
      return committed
    },
  })),

  mutant('release ends the lease of any holder', 'lease-release', (cache) => {
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

  mutant('a rejected value ends the lease', 'lease-refused-value', (cache) => ({
    commit: async (namespace, token, write) => {
      try {
        return await cache.commit(namespace, token, write)
      } catch (error) {
        await cache.release(namespace, write.key, token)
        throw error
      }
    },
  })),

  mutant('acquire returns no stale value with the lease', 'lease-stale', (cache) => ({
    acquire: async (...args) => {
      const result = await cache.acquire(...args)
      return result.state === 'leased' ? { state: 'leased', token: result.token } : result
    },
  })),

  mutant('acquire returns a stale value as a hit', 'lease-stale', (cache) => ({
    acquire: async (namespace, request) => {
      const result = await cache.acquire(namespace, request)
      if (result.state !== 'leased' || !result.stale) return result
      await cache.release(namespace, request.key, result.token)
      return { state: 'hit', hit: result.stale }
    },
  })),

  mutant('acquire ignores refresh', 'lease-refresh', (cache) => ({
    acquire: (namespace, { refresh: _refresh, ...request }) => cache.acquire(namespace, request),
  })),
]
