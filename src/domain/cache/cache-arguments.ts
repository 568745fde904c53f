import {
  AppError,
  assertDuration,
  assertFlag,
  assertList,
  assertObject,
  assertText,
  invalidArgument,
  utf8Length,
} from '../platform/index.js'
import { MAX_KEY_BYTES } from './cache-limits.js'

// The arguments of `CachePort`. Every adapter checks them with these functions before any effect.

/**
 * Checks a cache key or a tag: a well-formed string of at most {@link MAX_KEY_BYTES} bytes. No character has a special
 * meaning, and the empty string is valid.
 *
 * @param index of the item in a list that has the key, for the message
 * @throws AppError `INVALID_KEY`
 */
export function assertCacheKey(key: string, what: 'key' | 'tag' = 'key', index?: number): void {
  const bytes = typeof key === 'string' ? utf8Length(key) : undefined
  if (bytes !== undefined && bytes <= MAX_KEY_BYTES) return
  const found =
    typeof key !== 'string' ? typeName(key) : bytes === undefined ? 'has a lone surrogate' : `has ${bytes} bytes`
  const name = index === undefined ? `the cache ${what}` : `the cache ${what} of items[${index}]`
  throw new AppError('INVALID_KEY', `${name} ${typeof key === 'string' ? found : `is ${found}`}`, {
    hint: `a ${what} is a well-formed string of at most ${MAX_KEY_BYTES} bytes in UTF-8; hash longer ones`,
    details: { what, found },
  })
}

/** The type alone: a value in the place of a key may be a secret. */
function typeName(value: unknown): string {
  return value === undefined || value === null ? String(value) : `a ${typeof value}`
}

/** @throws AppError `INVALID_KEY`; `INVALID_ARGUMENT` unless `keys` is an array */
export function assertCacheKeys(keys: readonly string[]): void {
  assertList(keys, 'keys')
  for (const key of keys) assertCacheKey(key)
}

/** @throws AppError `INVALID_KEY`; `INVALID_ARGUMENT` unless `tags` is an array */
export function assertTags(tags: readonly string[] = []): void {
  assertList(tags, 'tags')
  for (const tag of tags) assertCacheKey(tag, 'tag')
}

/** @throws AppError `INVALID_ARGUMENT` */
export function assertReadOptions(options: {
  readonly stale?: boolean
  readonly remaining?: boolean
  readonly metadata?: boolean
}): void {
  assertObject(options, 'options')
  const { stale, remaining, metadata } = options
  assertFlag(stale, 'stale')
  assertFlag(remaining, 'remaining')
  assertFlag(metadata, 'metadata')
}

interface WriteArguments {
  readonly key: string
  readonly ttlMs: number
  readonly tags?: readonly string[]
  readonly graceMs?: number
}

/** Checks all of the writes but their values. @throws AppError `INVALID_KEY`, `INVALID_TTL`, `INVALID_ARGUMENT` */
export function assertWrites(writes: readonly WriteArguments[]): void {
  assertList(writes, 'writes')
  for (const write of writes) assertWrite(write)
}

/** Checks all of a write but its value. @throws AppError `INVALID_KEY`, `INVALID_TTL`, `INVALID_ARGUMENT` */
export function assertWrite(write: WriteArguments): void {
  assertObject(write, 'write')
  const { key, ttlMs, tags, graceMs = 0 } = write
  assertCacheKey(key)
  assertTags(tags)
  assertDuration(ttlMs, 'ttlMs')
  assertDuration(graceMs, 'graceMs', 0)
}

/** @throws AppError `INVALID_KEY`, `INVALID_TTL`, `INVALID_ARGUMENT` */
export function assertLeaseRequest(request: {
  readonly key: string
  readonly leaseMs: number
  readonly tags?: readonly string[]
  readonly refresh?: boolean
}): void {
  assertObject(request, 'request')
  const { key, leaseMs, tags, refresh } = request
  assertCacheKey(key)
  assertTags(tags)
  assertDuration(leaseMs, 'leaseMs')
  assertFlag(refresh, 'refresh')
}

/** Any string is a token; one that is not in use has no effect. @throws AppError `INVALID_ARGUMENT` */
export function assertLeaseToken(token: string): void {
  assertText(token, 'token')
}

/** @throws AppError `INVALID_KEY`, `INVALID_TTL`, `INVALID_ARGUMENT` */
export function assertIncrement(increment: { key: string; by: number; ttlMs: number }): void {
  assertObject(increment, 'increment')
  const { key, by, ttlMs } = increment
  assertCacheKey(key)
  assertDuration(ttlMs, 'ttlMs')
  if (!Number.isSafeInteger(by)) throw invalidArgument('by', by, 'a safe integer')
}
