import { slideIdleEnd } from '../../../domain/sessions/index.js'
import { withChanged } from './field-versions.js'
import { type CheckedChanges, withChanges } from './session-content.js'
import type { SessionRecord } from './session-record.js'

/** The record after an update at `now`. @throws AppError `SESSION_TOO_LARGE` */
export function changeSession(record: SessionRecord, changes: CheckedChanges, now: number): SessionRecord {
  const content = withChanges(record.content.data, changes, now)
  const version = record.version + 1
  return {
    ...record,
    content,
    version,
    fields: withChanged(record.fields, changes.fields, version, content.data),
    expiresAt: slideIdleEnd(now, record.idleMs, record.absoluteExpiresAt),
  }
}
