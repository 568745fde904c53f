// One contender in a process of its own, so that what the compiler learned from one is not held against another:
// `node contender-process.mjs <file> <opener> <redis url>`. Runs tasks that it is sent, and sends what they give.
import { setTimeout as sleep } from 'node:timers/promises'
import { makeValue } from './values.mjs'

const [file, opener, url] = process.argv.slice(2)
const module = await import(`./contenders/${file}.mjs`)
const cache = await module[opener]({ url })
let keys = []

const tasks = {
  /** Stores `count` entries of `bytes` bytes, and reads each of them once. */
  async fill({ count, bytes, kind = 'object' }) {
    keys = Array.from({ length: count }, (_, index) => `key:${index}`)
    const slice = Math.max(1, Math.min(500, Math.floor(5_000_000 / bytes)))
    for (let at = 0; at < count; at += slice) {
      const part = keys.slice(at, at + slice)
      await cache.setMany(part.map((key, index) => ({ key, value: makeValue(bytes, at + index, kind) })))
    }
    for (const key of keys) {
      if ((await cache.get(key)) === undefined) throw new Error(`${opener} has lost ${key}`)
    }
  },

  /** Whether each reader gets a separate object. */
  async copies() {
    const first = await cache.get(keys[0])
    return first !== (await cache.get(keys[0]))
  },

  /** One after the other. The number of keys is a power of two, so that finding the next one costs nothing. */
  get({ ops }) {
    const mask = keys.length - 1
    return timed(ops, (index) => cache.get(keys[index & mask]))
  },

  getOrSet({ ops }) {
    const mask = keys.length - 1
    return timed(ops, (index) => cache.getOrSet(keys[index & mask], unexpected))
  },

  set({ ops, bytes }) {
    const mask = keys.length - 1
    const value = makeValue(bytes, 1)
    return timed(ops, (index) => cache.set(keys[index & mask], value))
  },

  /** By `callers` at the same time, each with its own keys, or all with the same. */
  getByMany: ({ ops, callers, equal }) =>
    timedByMany(ops, callers, (caller, turn) => {
      const own = keys.length / callers
      return cache.get(keys[equal ? turn % keys.length : caller * own + (turn % own)])
    }),

  mgetByMany: ({ ops, callers, size }) =>
    timedByMany(ops, callers, (caller, turn) => {
      const at = ((caller * 7 + turn) * size) % (keys.length - size)
      return cache.getMany(keys.slice(at, at + size))
    }),

  async setByMany({ ops, callers, bytes }) {
    const value = makeValue(bytes, 1)
    return timedByMany(ops, callers, (caller, turn) => {
      const own = keys.length / callers
      return cache.set(keys[caller * own + (turn % own)], value)
    })
  },

  stats: ({ ops }) => timed(ops, () => cache.stats()),

  /** How often the loader ran for `callers` that asked for one missing key at the same moment. */
  async cold({ key, callers, at }) {
    let loads = 0
    const load = async () => {
      loads += 1
      await sleep(100)
      return { loaded: true }
    }
    load.isCold = true
    await sleep(Math.max(0, at - Date.now()))
    const values = await Promise.all(Array.from({ length: callers }, () => cache.getOrSet(key, load)))
    if (!values.every((value) => value?.loaded === true)) throw new Error(`${opener} gave something else`)
    return loads
  },

  /**
   * Bytes for each of `count` entries with their keys, as they are stored and once all were read: what they take more
   * than a few entries do, so that what a cache takes for itself does not count.
   */
  async entryBytes({ count, bytes, kind }) {
    await cache.close()
    const few = await heldBytes(count / 100, bytes, kind)
    const many = await heldBytes(count, bytes, kind)
    const more = count - count / 100
    return { stored: (many.stored - few.stored) / more, read: (many.read - few.read) / more }
  },

  /** What calls take while the store is frozen, in milliseconds; at most `capMs`. */
  async frozen({ capMs, laterMs, everyMs }) {
    const first = await bounded(cache.get('key:0'), capMs)
    const later = []
    for (const end = performance.now() + laterMs; first < capMs && performance.now() < end; ) {
      later.push(await bounded(cache.get(`key:${later.length % 100}`), capMs))
      await sleep(everyMs)
    }
    later.sort((a, b) => a - b)
    return { first, max: later[Math.floor(later.length * 0.95)], slowest: later.at(-1) }
  },
}

/** In CPU time of this process: memory calls do not wait, and other load of the machine does not count. */
async function timed(ops, run) {
  const startedAt = process.cpuUsage()
  for (let index = 0; index < ops; index++) await run(index)
  const { user, system } = process.cpuUsage(startedAt)
  return ((user + system) * 1000) / ops
}

/** In time that passes, since Redis works as well. */
async function timedByMany(ops, callers, run) {
  const turns = Math.ceil(ops / callers)
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      for (let turn = 0; turn < turns; turn++) await run(caller, turn)
    }),
  )
  return ((performance.now() - startedAt) * 1e6) / (turns * callers)
}

async function bounded(work, capMs) {
  const startedAt = performance.now()
  const waiting = new AbortController()
  const cap = sleep(capMs, undefined, { signal: waiting.signal }).catch(() => undefined)
  await Promise.race([Promise.resolve(work).catch(() => undefined), cap])
  waiting.abort()
  return performance.now() - startedAt
}

/** Bytes of the process while a cache for `count` entries is full. */
async function heldBytes(count, bytes, kind) {
  const filled = await module[opener]({ url, count })
  for (let index = 0; index < count; index++) await filled.set(`key:${index}`, makeValue(bytes, index, kind))
  const stored = settledBytes()
  for (let index = 0; index < count; index++) {
    if ((await filled.get(`key:${index}`)) === undefined) throw new Error(`${opener} has lost an entry`)
  }
  const read = settledBytes()
  await filled.close()
  return { stored, read }
}

function settledBytes() {
  for (let turn = 0; turn < 3; turn++) globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

function unexpected() {
  throw new Error(`${opener} loads what it has`)
}

process.on('message', async ({ task, ...options }) => {
  try {
    process.send({ result: await tasks[task](options) })
  } catch (error) {
    process.send({ error: error.stack })
  }
})
// The parent process has ended.
process.on('disconnect', () => process.exit())
process.send({ result: 'open' })
