import type { SessionData } from '../../../src/domain/sessions/index.js'
import type { Mutant } from '../../../src/ports/conformance/index.js'
import type { SessionStore } from '../../../src/ports/index.js'
import type { ManualClock } from '../../support/manual-clock.js'
import { memoryHarness } from '../../support/sessions/memory-harness.js'

type Change = (store: SessionStore, clock: ManualClock) => Partial<SessionStore>

/** A mutant of the in-memory store with some methods replaced. */
export function mutant(fault: string, killedBy: string, change: Change): Mutant<SessionStore> {
  const makeHarness = memoryHarness((store, clock) => ({
    whenFull: store.whenFull,
    create: (data, creation) => store.create(data, creation),
    read: (id) => store.read(id),
    update: (id, changes, options) => store.update(id, changes, options),
    touch: (id, options) => store.touch(id, options),
    rotate: (id, changes) => store.rotate(id, changes),
    delete: (id) => store.delete(id),
    listByUser: (userId) => store.listByUser(userId),
    readByUser: (userId) => store.readByUser(userId),
    revokeByUser: (userId, options) => store.revokeByUser(userId, options),
    stats: () => store.stats(),
    close: () => store.close(),
    ...change(store, clock),
  }))
  return { fault, killedBy, makeHarness }
}

export const turn = () => new Promise<void>((resolve) => setImmediate(resolve))
export const hasCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code
export const LIFETIME = { idleMs: 60_000_000, absoluteMs: 600_000_000 }

/** The data of a session without its user, as a store writes it that stores one text. */
export const whole = ({ userId: _, ...data }: SessionData) => data
