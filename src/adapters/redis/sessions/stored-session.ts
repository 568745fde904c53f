import { deepFreeze, type JsonObject, type JsonValue } from '../../../domain/platform/index.js'
import { isSessionData, type Session, type SessionSummary } from '../../../domain/sessions/index.js'

/** A session as stored in Redis: everything but its id. */
export interface StoredSession extends Omit<Session, 'id'> {
  /** Time of the last write in microseconds since the epoch. Orders sessions with equal `lastActivity`. */
  readonly written: number
}

/** Alternating names and values for a script. Both are the JSON text of a data field. */
export function toFields(data: JsonObject): readonly string[] {
  return Object.entries(data).flatMap(([field, value]) => [JSON.stringify(field), JSON.stringify(value)])
}

/** Parses alternating names and values. `undefined` if the record is damaged. */
export function fromFields(fields: readonly string[]): StoredSession | undefined {
  const own = new Map<string, string>()
  const data: [string, JsonValue][] = []
  try {
    for (let index = 0; index + 1 < fields.length; index += 2) {
      const name = fields[index] ?? ''
      const value = fields[index + 1] ?? ''
      if (name.startsWith('"')) data.push([JSON.parse(name) as string, JSON.parse(value) as JsonValue])
      else own.set(name, value)
    }
  } catch {
    return undefined
  }
  // Object.fromEntries makes a field named __proto__ an ordinary field.
  const parsed = Object.fromEntries(data) as JsonObject
  const stored = {
    handle: own.get('handle') ?? '',
    version: Number(own.get('version')),
    createdAt: Number(own.get('created')),
    expiresAt: Number(own.get('ends')),
    absoluteExpiresAt: Number(own.get('absolute')),
    written: Number(own.get('written')),
  }
  const numbers = Object.values(stored).filter((value) => typeof value === 'number')
  if (!isSessionData(parsed) || stored.handle === '' || !numbers.every(Number.isSafeInteger)) return undefined
  return { ...stored, data: deepFreeze(parsed) }
}

/** What the caller who has the id gets. */
export function toSession(id: string, stored: StoredSession): Session {
  return Object.freeze({ id, ...sharedFields(stored), data: stored.data })
}

/** Sorts for a listing: the most recently active first; with equal activity, the one written last. */
export function byActivity(sessions: readonly StoredSession[]): readonly StoredSession[] {
  return [...sessions].sort((a, b) => b.data.lastActivity - a.data.lastActivity || b.written - a.written)
}

/** The entry of a listing. */
export function toSummary(stored: StoredSession): SessionSummary {
  const { userId, role, lastActivity } = stored.data
  return Object.freeze({ ...sharedFields(stored), userId, role, lastActivity })
}

function sharedFields(stored: StoredSession): Omit<Session, 'id' | 'data'> {
  const { handle, version, createdAt, expiresAt, absoluteExpiresAt } = stored
  return { handle, version, createdAt, expiresAt, absoluteExpiresAt }
}
