import { AppError } from '../platform/app-error.js'
import { utf8Length } from '../platform/text.js'

/** The longest key or tag, in bytes of UTF-8. */
export const MAX_KEY_BYTES = 1024

/**
 * Refuses what cannot be a cache key (or tag): anything but a well-formed string of at most {@link MAX_KEY_BYTES}
 * bytes. No character has a meaning; the empty string is a key like any other.
 *
 * @throws AppError `INVALID_KEY`
 */
export function assertCacheKey(key: string, what: 'key' | 'tag' = 'key'): void {
  const bytes = typeof key === 'string' ? utf8Length(key) : undefined
  if (bytes !== undefined && bytes <= MAX_KEY_BYTES) return
  const found =
    typeof key !== 'string' ? `a ${typeof key}` : bytes === undefined ? 'has a lone surrogate' : `has ${bytes} bytes`
  throw new AppError('INVALID_KEY', `the cache ${what} ${typeof key === 'string' ? found : `is ${found}`}`, {
    hint: `a ${what} is a well-formed string of at most ${MAX_KEY_BYTES} bytes in UTF-8; hash longer ones`,
    details: { what, found },
  })
}
