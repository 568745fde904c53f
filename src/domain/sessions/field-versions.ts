import { utf8Length } from '../platform/text.js'
import { sessionConflict } from './session.js'

/** Limit of removed fields with a stored version. {@link FieldVersions.floor} stands for the others. */
export const MAX_REMOVED_FIELDS = 32

/** Limit of the JSON text of their names, in bytes: removed fields must not make a session grow. */
export const MAX_REMOVED_BYTES = 4096

/** The version of the last change of each field. */
export interface FieldVersions {
  /** Fields that were changed after the session was created. */
  readonly changed: ReadonlyMap<string, number>
  /** The version of every other field. It is never too low. */
  readonly floor: number
}

/** The versions of a new session. */
export const FIRST_VERSION = 1
export const UNCHANGED: FieldVersions = { changed: new Map(), floor: FIRST_VERSION }

/** @throws AppError `SESSION_CONFLICT` if one of `fields` was changed after the version `since` */
export function assertUnchanged({ changed, floor }: FieldVersions, fields: Iterable<string>, since: number): void {
  for (const field of fields) {
    const version = changed.get(field) ?? floor
    if (version > since) throw sessionConflict(field, since, version)
  }
}

/**
 * The versions after `fields` were changed at `version`. The number of versions of removed fields is limited: dropping one
 * raises the floor. That may refuse a change that was possible, but it never loses one. The choice depends on the versions
 * alone, so that every adapter drops the same ones.
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
  const [, dropped] =
    removed.find(([field], index) => {
      bytes += utf8Length(JSON.stringify(field)) ?? Number.POSITIVE_INFINITY
      return index >= MAX_REMOVED_FIELDS || bytes > MAX_REMOVED_BYTES
    }) ?? []
  if (dropped === undefined) return { changed, floor: versions.floor }
  for (const [field, at] of removed) if (at <= dropped) changed.delete(field)
  return { changed, floor: Math.max(versions.floor, dropped) }
}
