import { needsCopyPerReader } from '../../../src/domain/cache/index.js'
import type { CacheHit } from '../../../src/ports/index.js'
import { type CacheMutant, mutant, mutantOutsideModel } from './cache-mutant.js'

type Value = CacheHit['value']
const withValue = (hit: CacheHit | undefined, change: (value: Value) => Value) =>
  hit && { ...hit, value: change(hit.value) }

const asJson = (value: Value): Value =>
  ArrayBuffer.isView(value) ? value : (JSON.parse(JSON.stringify(value)) as Value)

function jsonCopy(value: Value, revive?: (key: string, part: unknown) => unknown): Value {
  return needsCopyPerReader(value) ? value : (JSON.parse(JSON.stringify(value), revive) as Value)
}

export const VALUE_MUTANTS: readonly CacheMutant[] = [
  mutant('null is a miss', 'miss', (cache) => ({
    getMany: async (...args) => (await cache.getMany(...args)).map((hit) => (hit?.value === null ? undefined : hit)),
  })),

  mutant('undefined is stored as null', 'unserialisable', (cache) => ({
    setMany: (namespace, writes) =>
      cache.setMany(
        namespace,
        writes.map((write) => ({ ...write, value: write.value ?? null })),
      ),
  })),

  mutant('a batch is stored up to a rejected write', 'all-or-nothing', (cache) => ({
    setMany: async (namespace, writes) => {
      for (const write of writes) await cache.setMany(namespace, [write])
    },
  })),

  mutant('of repeated keys the first wins', 'batch-last-wins', (cache) => ({
    setMany: (namespace, writes) => cache.setMany(namespace, [...writes].reverse()),
  })),

  mutant('repeated keys get one result', 'batch-positional', (cache) => ({
    getMany: (namespace, keys, options) => cache.getMany(namespace, [...new Set(keys)], options),
  })),

  mutant('a typed array is returned as an array', 'typed-arrays', (cache) => ({
    getMany: async (...args) =>
      (await cache.getMany(...args)).map((hit) =>
        withValue(hit, (value) => (ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value)),
      ),
  })),

  mutant('a typed array within a value is returned as an object', 'typed-arrays-within', (cache) => ({
    getMany: async (...args) => (await cache.getMany(...args)).map((hit) => withValue(hit, asJson)),
  })),

  mutantOutsideModel('a Map is stored as an empty object', 'unserialisable', (cache) => ({
    setMany: (namespace, writes) =>
      cache.setMany(
        namespace,
        writes.map((write) => (write.value instanceof Map ? { ...write, value: {} } : write)),
      ),
  })),

  mutantOutsideModel('readers of a typed array share it', 'typed-arrays-copied', (cache) => {
    const shared = new Map<string, Value>()
    const share = (value: Value): Value => {
      if (!ArrayBuffer.isView(value)) return value
      const content = `${value.constructor.name} ${JSON.stringify(value)}`
      shared.set(content, shared.get(content) ?? value)
      return shared.get(content) ?? value
    }
    return { getMany: async (...args) => (await cache.getMany(...args)).map((hit) => withValue(hit, share)) }
  }),

  mutantOutsideModel('results are not frozen', 'frozen', (cache) => ({
    getMany: async (...args) => (await cache.getMany(...args)).map((hit) => withValue(hit, jsonCopy)),
  })),

  mutantOutsideModel('values are stored by reference', 'snapshot', (cache) => {
    const kept = new Map<string, unknown>()
    return {
      increment: (namespace, increment) => {
        kept.delete(JSON.stringify([namespace, increment.key]))
        return cache.increment(namespace, increment)
      },
      commit: (namespace, token, write) => {
        kept.delete(JSON.stringify([namespace, write.key]))
        return cache.commit(namespace, token, write)
      },
      setMany: async (namespace, writes) => {
        await cache.setMany(namespace, writes)
        for (const { key, value } of writes) kept.set(JSON.stringify([namespace, key]), value)
      },
      getMany: async (namespace, keys, options) =>
        (await cache.getMany(namespace, keys, options)).map((hit, index) =>
          withValue(hit, (value) => (kept.get(JSON.stringify([namespace, keys[index]])) as Value | undefined) ?? value),
        ),
    }
  }),

  mutantOutsideModel('dates are returned as dates', 'round-trip', (cache) => {
    const revive = (_: string, part: unknown): unknown =>
      typeof part === 'string' && /^\d{4}-\d\d-\d\dT/.test(part) ? new Date(part) : part
    return {
      getMany: async (...args) =>
        (await cache.getMany(...args)).map((hit) => withValue(hit, (value) => jsonCopy(value, revive))),
    }
  }),

  mutantOutsideModel('keys are trimmed', 'keys-any', (cache) => ({
    getMany: (namespace, keys, options) =>
      cache.getMany(
        namespace,
        keys.map((key) => (typeof key === 'string' ? key.trim() : key)),
        options,
      ),
    setMany: (namespace, writes) =>
      cache.setMany(
        namespace,
        writes.map((write) => ({ ...write, key: typeof write.key === 'string' ? write.key.trim() : write.key })),
      ),
  })),

  mutant('namespace and key are joined by a hyphen', 'keys-apart', (cache) => ({
    getMany: (namespace, keys, options) =>
      cache.getMany(
        'all',
        keys.map((key) => `${namespace}-${key}`),
        options,
      ),
    setMany: (namespace, writes) =>
      cache.setMany(
        'all',
        writes.map((write) => ({ ...write, key: `${namespace}-${write.key}` })),
      ),
    deleteMany: (namespace, keys) =>
      cache.deleteMany(
        'all',
        keys.map((key) => `${namespace}-${key}`),
      ),
  })),
]
