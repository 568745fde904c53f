import { AppError } from '../../../domain/platform/index.js'

/** Removed fields whose version is remembered; beyond them {@link FieldVersions.floor} stands for the oldest. */
const MAX_REMOVED_FIELDS = 32

/** At which version each field of a session was changed last. */
export interface FieldVersions {
  /** Fields changed since the session was created, the longest unchanged first. */
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
    if (version > since) {
      throw new AppError('CONFLICT', `the session field "${field}" was changed since version ${since}`, {
        hint: 'read the session again and repeat the change',
        details: { field, since, version },
      })
    }
  }
}

/**
 * The versions after `fields` were changed at `version`. Fields that `data` no longer has are remembered up to a
 * bound: forgetting one raises the floor, which may refuse a change that was possible, but never loses one.
 */
export function withChanged(
  versions: FieldVersions,
  fields: Iterable<string>,
  version: number,
  data: { readonly [field: string]: unknown },
): FieldVersions {
  const changed = new Map(versions.changed)
  for (const field of fields) {
    changed.delete(field)
    changed.set(field, version)
  }
  let floor = versions.floor
  const removed = [...changed].filter(([field]) => !Object.hasOwn(data, field))
  for (const [field, at] of removed.slice(0, Math.max(0, removed.length - MAX_REMOVED_FIELDS))) {
    changed.delete(field)
    floor = Math.max(floor, at)
  }
  return { changed, floor }
}
