import { PARTS, type PartName } from './lua-parts.js'

/**
 * A script over the keys of one type. Parts that it does not use are left out, as each call defines them anew.
 *
 * @param parts what the body calls, after what those call themselves
 * @param base where the script finds what all keys of the type begin with
 */
export function jobLua(parts: readonly PartName[], body: string, base = 'KEYS[1]'): string {
  return [`local base = ${base}`, ...parts.map((name) => PARTS[name]), body].join('\n')
}

/** To begin with: time, and telling those who watch. */
export const TELLING = ['clock', 'announce', 'touch'] as const

/** To have delayed jobs wait when they are due. */
export const PROMOTING = [...TELLING, 'enqueue', 'promote'] as const

/** To end jobs and drop finished ones. */
export const ENDING = ['drop', 'finish', 'forget', 'isKept'] as const
