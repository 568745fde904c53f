// What no cache in front of the same packages can be faster than.
import { LRUCache } from 'lru-cache'
import { createClient } from 'redis'

/** Looks up, and neither expires nor copies nor counts. */
export async function bareLru({ count = 100_000 }) {
  const lru = new LRUCache({ max: count })
  return {
    get: (key) => lru.get(key),
    set: (key, value) => lru.set(key, value),
    setMany: async (items) => {
      for (const { key, value } of items) lru.set(key, value)
    },
    close: async () => lru.clear(),
  }
}

/** One command for each call, and JSON. */
export async function nodeRedis({ url }) {
  const client = await createClient({ url })
    .on('error', () => undefined)
    .connect()
  const set = (key, value) => client.set(`limit:${key}`, JSON.stringify(value), { EX: 3600 })
  return {
    get: async (key) => JSON.parse(await client.get(`limit:${key}`)),
    getMany: async (keys) => (await client.mGet(keys.map((key) => `limit:${key}`))).map((text) => JSON.parse(text)),
    set,
    setMany: (items) => Promise.all(items.map(({ key, value }) => set(key, value))),
    close: async () => client.destroy(),
  }
}
