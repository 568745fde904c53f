import type { FieldVersions, Session, SessionContent, SessionSummary } from '../../../domain/sessions/index.js'
import { structureSize } from './structure-size.js'

/** A session at rest: everything but its id. Never changed, only replaced. Times in milliseconds since the epoch. */
export interface SessionRecord {
  readonly handle: string
  readonly content: SessionContent
  readonly version: number
  readonly fields: FieldVersions
  readonly idleMs: number
  readonly createdAt: number
  readonly expiresAt: number
  readonly absoluteExpiresAt: number
  /** Rises with every write of the store: of equal activity, the higher was active last. */
  readonly written: number
}

/** What a session costs beside its data, in bytes: record, hash, handle, both indexes; measured on V8, rounded up. */
const SESSION_OVERHEAD_BYTES = 1024

/** What the version of a changed field costs beside its name, in bytes. */
const FIELD_VERSION_BYTES = 64

/** What a session counts for, in bytes: its characters, what V8 needs to hold them together, and the rest. */
export function recordSize({ content, fields }: SessionRecord): number {
  let bytes = SESSION_OVERHEAD_BYTES + content.bytes + structureSize(content.data)
  for (const field of fields.changed.keys()) bytes += FIELD_VERSION_BYTES + 2 * field.length
  return bytes
}

export function isLiving(record: SessionRecord, now: number): boolean {
  return now < record.expiresAt
}

/** What the holder of the id gets. */
export function toSession(id: string, record: SessionRecord): Session {
  return Object.freeze({ id, ...common(record), data: record.content.data })
}

/** What a listing shows. */
export function toSummary(record: SessionRecord): SessionSummary {
  const { userId, role, lastActivity } = record.content.data
  return Object.freeze({ ...common(record), userId, role, lastActivity })
}

function common({
  handle,
  version,
  createdAt,
  expiresAt,
  absoluteExpiresAt,
}: SessionRecord): Omit<Session, 'id' | 'data'> {
  return { handle, version, createdAt, expiresAt, absoluteExpiresAt }
}
