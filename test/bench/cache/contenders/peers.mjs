// Other caches for Node, set up as their documents say, with a time to live of an hour.
import KeyvRedis from '@keyv/redis'
import { createCache as createDedupe } from 'async-cache-dedupe'
import { BentoCache, bentostore } from 'bentocache'
import { memoryDriver } from 'bentocache/drivers/memory'
import { redisDriver } from 'bentocache/drivers/redis'
import { createCache } from 'cache-manager'
import { Cacheable } from 'cacheable'
import { Redis } from 'ioredis'
import { Keyv } from 'keyv'

const HOUR_MS = 3_600_000
const MAX_ITEMS = 200_000

const quiet = (emitter) => emitter.on('error', () => undefined)
const connect = (url) => quiet(new Redis(url))
const keyvStore = (url) => quiet(new Keyv({ store: new KeyvRedis(url), namespace: 'keyv' }))
/** For those that have no call for several. */
const oneByOne = (get) => (keys) => Promise.all(keys.map((key) => get(key)))
const eachSet = (set) => (items) => Promise.all(items.map(({ key, value }) => set(key, value)))

function wrapBento(store, onClose) {
  const bento = new BentoCache({ default: 'cache', ttl: HOUR_MS, stores: { cache: store } })
  const get = (key) => bento.get({ key })
  const set = (key, value) => bento.set({ key, value })
  return {
    get,
    set,
    getMany: oneByOne(get),
    setMany: eachSet(set),
    getOrSet: (key, factory) => bento.getOrSet({ key, factory }),
    close: async () => {
      await bento.disconnectAll()
      onClose?.()
    },
  }
}

const bentoMemory = (options) => memoryDriver({ maxItems: MAX_ITEMS, ...options })

function wrapCacheable(cacheable) {
  return {
    get: (key) => cacheable.get(key),
    set: (key, value) => cacheable.set(key, value),
    getMany: (keys) => cacheable.getMany(keys),
    setMany: (items) => cacheable.setMany(items),
    getOrSet: (key, load) => cacheable.getOrSet(key, load),
    close: () => cacheable.disconnect(),
  }
}

function wrapCacheManager(stores) {
  const cache = createCache({ ttl: HOUR_MS, ...(stores ? { stores } : {}) })
  return {
    get: (key) => cache.get(key),
    set: (key, value) => cache.set(key, value),
    getMany: (keys) => cache.mget(keys),
    setMany: (items) => cache.mset(items),
    getOrSet: (key, load) => cache.wrap(key, load),
    close: () => cache.disconnect(),
  }
}

function wrapKeyv(keyv) {
  const set = (key, value) => keyv.set(key, value, HOUR_MS)
  return {
    get: (key) => keyv.get(key),
    set,
    getMany: (keys) => keyv.getMany(keys),
    setMany: eachSet(set),
    close: () => keyv.disconnect(),
  }
}

/** It only caches functions: what is set is what its function then gives. */
function wrapDedupe(storage, onClose) {
  const given = new Map()
  const load = async (key) => {
    const value = given.get(key)
    return typeof value === 'function' ? value() : value
  }
  const cache = createDedupe({ ttl: HOUR_MS / 1000, storage }).define('read', load)
  const get = (key) => cache.read(key)
  const set = async (key, value) => {
    given.set(key, value)
    await cache.clear('read', key)
    await get(key)
    given.delete(key)
  }
  return {
    get,
    set,
    getMany: oneByOne(get),
    setMany: eachSet(set),
    getOrSet: (key, factory) => {
      // As it is meant to be used, the function is defined once; only a load on a cold key needs this one.
      if (factory.isCold) given.set(key, factory)
      return get(key)
    },
    close: async () => onClose?.(),
  }
}

export const bentocacheMemory = async () => wrapBento(bentostore().useL1Layer(bentoMemory()))

/** Gives out the very object that was set, which readers can then change. */
export const bentocacheShared = async () => wrapBento(bentostore().useL1Layer(bentoMemory({ serialize: false })))

export async function bentocacheRedis({ url }) {
  const connection = connect(url)
  return wrapBento(bentostore().useL2Layer(redisDriver({ connection })), () => connection.disconnect())
}

export async function bentocacheTiered({ url }) {
  const connection = connect(url)
  const store = bentostore().useL1Layer(bentoMemory()).useL2Layer(redisDriver({ connection }))
  return wrapBento(store, () => connection.disconnect())
}

export const cacheableMemory = async () => wrapCacheable(new Cacheable({ ttl: HOUR_MS }))
export const cacheableRedis = async ({ url }) =>
  wrapCacheable(quiet(new Cacheable({ ttl: HOUR_MS, primary: keyvStore(url) })))
export const cacheableTiered = async ({ url }) =>
  wrapCacheable(quiet(new Cacheable({ ttl: HOUR_MS, secondary: keyvStore(url) })))

export const cacheManagerMemory = async () => wrapCacheManager()
export const cacheManagerRedis = async ({ url }) => wrapCacheManager([keyvStore(url)])

export const keyvMemory = async () => wrapKeyv(new Keyv())
export const keyvRedis = async ({ url }) => wrapKeyv(keyvStore(url))

export const dedupeMemory = async () => wrapDedupe({ type: 'memory', options: { size: MAX_ITEMS } })
export async function dedupeRedis({ url }) {
  const client = connect(url)
  return wrapDedupe({ type: 'redis', options: { client } }, () => client.disconnect())
}
