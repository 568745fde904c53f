import { AppError, type JsonValue, toSnapshot } from '../../../domain/platform/index.js'
import type { SessionChanges } from '../../../domain/sessions/index.js'

/** Who somebody is and what they may do: changed by signing in and rotating, never along with other fields. */
const IDENTITY: ReadonlySet<string> = new Set(['userId', 'email', 'role', 'lastActivity'])

/** Names that reach into every object where code copies fields by name. */
const REFUSED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** The fields that a request set and that are not saved yet. */
export class StagedChanges {
  #fields = new Map<string, JsonValue | undefined>()

  get isEmpty(): boolean {
    return this.#fields.size === 0
  }

  has(field: string): boolean {
    return this.#fields.has(field)
  }

  get(field: string): JsonValue | undefined {
    return this.#fields.get(field)
  }

  /** Keeps what the value is now. @throws AppError `INVALID_ARGUMENT`, `UNSERIALISABLE` */
  set(field: string, value: JsonValue | undefined): void {
    if (IDENTITY.has(field) || REFUSED.has(field)) {
      throw new AppError('INVALID_ARGUMENT', `the session field "${field}" cannot be set`, {
        hint: IDENTITY.has(field) ? 'sign in, or rotate the session with the change' : 'choose another name',
        details: { field },
      })
    }
    this.#fields.set(field, value === undefined ? undefined : toSnapshot(value, `session field "${field}"`))
  }

  /** All of them, which are no longer staged then. */
  take(): SessionChanges {
    const taken = this.#fields
    this.#fields = new Map()
    return Object.fromEntries(taken)
  }
}
