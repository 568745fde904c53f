import { utf8Length } from '../platform/text.js'
import { sessionConflict } from './session-errors.js'

/** Removed fields whose version is remembered; beyond them {@link FieldVersions.floor} stands for the oldest. */
export const MAX_REMOVED_FIELDS = 32

/** What their names may take together, in bytes of JSON text: a session must not grow by what is no longer in it. */
export const MAX_REMOVED_BYTES = 4096

/** At which version each field of a session was changed last. */
export interface FieldVersions {
  /** Fields changed since the session was created. */
  readonly changed: ReadonlyMap<string, number>
  /** Holds for every other field: at least its version. */
  readonly floor: number
}

/** What a new session starts with. */
export const FIRST_VERSION = 1
export const UNCHANGED: FieldVersions = { changed: new Map(), floor: FIRST_VERSION }

/** @throws AppError `CONFLICT` if one of `fields` was changed after the version `since` */
export function assertUnchanged({ changed, floor }: FieldVersions, fields: Iterable<string>, since: number): void {
  for (const field of fields) {
    const version = changed.get(field) ?? floor
    if (version > since) throw sessionConflict(field, since, version)
  }
}

/**
 * The versions after `fields` were changed at `version`. Fields that `data` no longer has are remembered up to a
 * bound: forgetting one raises the floor, which may refuse a change that was possible, but never loses one. Which ones
 * are forgotten depends on the versions alone, so that every adapter forgets the same.
 */
export function withChanged(
  versions: FieldVersions,
  fields: Iterable<string>,
  version: number,
  data: { readonly [field: string]: unknown },
): FieldVersions {
  const changed = new Map(versions.changed)
  for (const field of fields) changed.set(field, version)
  const removed = [...changed].filter(([field]) => !Object.hasOwn(data, field)).sort(([, a], [, b]) => b - a)
  let bytes = 0
  const [, surplus] =
    removed.find(([field], index) => {
      bytes += utf8Length(JSON.stringify(field)) ?? Number.POSITIVE_INFINITY
      return index >= MAX_REMOVED_FIELDS || bytes > MAX_REMOVED_BYTES
    }) ?? []
  if (surplus === undefined) return { changed, floor: versions.floor }
  for (const [field, at] of removed) if (at <= surplus) changed.delete(field)
  return { changed, floor: Math.max(versions.floor, surplus) }
}
