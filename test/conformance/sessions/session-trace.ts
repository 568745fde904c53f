import type { Harness } from '../../../src/ports/conformance/index.js'
import type { SessionStore } from '../../../src/ports/index.js'
import { type SessionCommand, STEP_MS, type Target } from './session-command.js'

const MOMENTS = new Set(['createdAt', 'expiresAt', 'absoluteExpiresAt', 'lastActivity'])
const PROBE = { userId: 'probe', email: 'e', role: 'viewer' }

/**
 * What the commands come to, one entry each: results and errors, in words that do not depend on the store. Ids and
 * handles are numbered in the order in which they are first seen, moments are whole steps since the beginning.
 */
export async function traceOf(
  harness: Harness<SessionStore>,
  commands: readonly SessionCommand[],
): Promise<readonly unknown[]> {
  try {
    const store = await harness.create()
    const { id, createdAt } = await store.create(PROBE, { idleMs: STEP_MS, absoluteMs: STEP_MS })
    await store.delete(id)
    const tracer = new Tracer(store, (ms) => harness.advanceTime(ms), createdAt)
    const trace: unknown[] = []
    for (const command of commands) trace.push(await tracer.run(command))
    return trace
  } finally {
    await harness.destroy()
  }
}

class Tracer {
  readonly #store: SessionStore
  readonly #advanceTime: (ms: number) => Promise<void>
  readonly #startedAt: number
  readonly #ids: string[] = []
  readonly #handles: string[] = []

  constructor(store: SessionStore, advanceTime: (ms: number) => Promise<void>, startedAt: number) {
    this.#store = store
    this.#advanceTime = advanceTime
    this.#startedAt = startedAt
  }

  async run(command: SessionCommand): Promise<unknown> {
    try {
      const result = this.#normalize(await this.#call(command))
      return { result, stats: await this.#store.stats() }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
      const { code, message } = error
      return { code, message, hint: 'hint' in error && error.hint, details: 'details' in error && error.details }
    }
  }

  #call(command: SessionCommand): Promise<unknown> {
    const store = this.#store
    switch (command.verb) {
      case 'create': {
        const { verb: _, data, replaces, ...creation } = command
        return store.create(data, replaces === undefined ? creation : { ...creation, replaces: this.#id(replaces) })
      }
      case 'read':
        return store.read(this.#id(command.of))
      case 'delete':
        return store.delete(this.#id(command.of))
      case 'update': {
        const { since } = command
        return store.update(this.#id(command.of), command.changes, since === undefined ? {} : { since })
      }
      case 'touch': {
        const { idleMs } = command
        return store.touch(this.#id(command.of), idleMs === undefined ? {} : { idleMs })
      }
      case 'rotate':
        return store.rotate(this.#id(command.of), command.changes)
      case 'list':
        return store.listByUser(command.userId)
      case 'data':
        return store.readByUser(command.userId)
      case 'revoke': {
        const { userId, except, handle } = command
        return store.revokeByUser(userId, {
          ...(except === undefined ? {} : { except: this.#id(except) }),
          ...(handle === undefined ? {} : { handle: this.#handle(handle) }),
        })
      }
      case 'advanceTime':
        return this.#advanceTime(command.steps * STEP_MS)
    }
  }

  #id(of: Target): string {
    return typeof of === 'string' ? of : (this.#ids.at(-1 - of) ?? 'never given out')
  }

  #handle(of: Target): string {
    return typeof of === 'string' ? of : (this.#handles.at(-1 - of) ?? 'never given out')
  }

  #normalize(value: unknown, name = ''): unknown {
    if (name === 'id' && typeof value === 'string') return numberOf(this.#ids, value)
    if (name === 'handle' && typeof value === 'string') return numberOf(this.#handles, value)
    // What was given is no moment of the store.
    if (MOMENTS.has(name) && typeof value === 'number' && value > 1e12)
      return Math.floor((value - this.#startedAt) / STEP_MS)
    if (Array.isArray(value)) return value.map((part) => this.#normalize(part))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, this.#normalize(part, key)]))
  }
}

function numberOf(seen: string[], value: string): number {
  if (!seen.includes(value)) seen.push(value)
  return seen.indexOf(value)
}
