import { type CheckedChanges, slideIdleEnd, withChanged, withChanges } from '../../../domain/sessions/index.js'
import type { SessionRecord } from './session-record.js'

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
