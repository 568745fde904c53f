import type { JsonValue } from '../../../domain/platform/index.js'
import {
  type CheckedChanges,
  type FieldVersions,
  type Session,
  type SessionContent,
  type SessionSummary,
  slideIdleEnd,
  withChanged,
  withChanges,
} from '../../../domain/sessions/index.js'

/** A stored session: everything but its id. Immutable: a change replaces it. Times in milliseconds since the epoch. */
export interface SessionRecord {
  readonly handle: string
  readonly content: SessionContent
  readonly version: number
  readonly fields: FieldVersions
  readonly idleMs: number
  readonly createdAt: number
  readonly expiresAt: number
  readonly absoluteExpiresAt: number
  /** Rises with every write of the store. Orders sessions with equal `lastActivity`. */
  readonly written: number
}

/** The record after an update at `now`. @throws AppError `SESSION_TOO_LARGE` */
export function changeSession(
  record: SessionRecord,
  changes: CheckedChanges,
  now: number,
  written: number,
): SessionRecord {
  const content = withChanges(record.content.data, changes, now)
  const version = record.version + 1
  return {
    ...record,
    content,
    version,
    fields: withChanged(record.fields, changes.fields, version, content.data),
    written,
    expiresAt: slideIdleEnd(now, record.idleMs, record.absoluteExpiresAt),
  }
}

/** Bytes of a session in addition to its data: record, hash, handle, both indexes. Measured on V8, rounded up. */
const SESSION_OVERHEAD_BYTES = 1024

/** Bytes of the version of a changed field in addition to its name. */
const FIELD_VERSION_BYTES = 64

/** Bytes of JSON values on V8, measured and rounded up: `[]` is two characters of JSON and 64 bytes in memory. */
const CONTAINER_BYTES = 64
const ELEMENT_BYTES = 8
const PROPERTY_BYTES = 64
const NUMBER_BYTES = 16
const TEXT_BYTES = 24

/** The size of a session in bytes: the characters of its data, their containers on V8, and the overhead. */
export function recordSize({ content, fields }: SessionRecord): number {
  let bytes = SESSION_OVERHEAD_BYTES + content.bytes + structureSize(content.data)
  for (const field of fields.changed.keys()) bytes += FIELD_VERSION_BYTES + 2 * field.length
  return bytes
}

/** Bytes that a JSON value takes in addition to the characters of its JSON text. */
function structureSize(value: JsonValue): number {
  if (typeof value === 'number') return NUMBER_BYTES
  if (typeof value === 'string') return TEXT_BYTES
  if (typeof value !== 'object' || value === null) return 0
  let bytes = CONTAINER_BYTES
  if (Array.isArray(value)) {
    for (const part of value as readonly JsonValue[]) bytes += ELEMENT_BYTES + structureSize(part)
  } else {
    for (const part of Object.values(value)) bytes += PROPERTY_BYTES + structureSize(part)
  }
  return bytes
}

export function isLive(record: SessionRecord, now: number): boolean {
  return now < record.expiresAt
}

/** What the caller who has the id gets. */
export function toSession(id: string, record: SessionRecord): Session {
  return Object.freeze({ id, ...sharedFields(record), data: record.content.data })
}

/** The entry of a listing. */
export function toSummary(record: SessionRecord): SessionSummary {
  const { userId, role, lastActivity } = record.content.data
  return Object.freeze({ ...sharedFields(record), userId, role, lastActivity })
}

function sharedFields({
  handle,
  version,
  createdAt,
  expiresAt,
  absoluteExpiresAt,
}: SessionRecord): Omit<Session, 'id' | 'data'> {
  return { handle, version, createdAt, expiresAt, absoluteExpiresAt }
}
