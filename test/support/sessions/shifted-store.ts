import type { NewSessionData, Session } from '../../../src/domain/sessions/index.js'
import type { SessionStore } from '../../../src/ports/index.js'

/**
 * The store as seen `offset()` milliseconds later: times that it returns are that much later, the
 * one it is given is that much earlier. For a store whose stored moments were moved into the past instead of the clock.
 */
export function shiftedStore(store: SessionStore, offset: () => number): SessionStore {
  const moments = <T extends Pick<Session, 'createdAt' | 'expiresAt' | 'absoluteExpiresAt'>>(seen: T): T => ({
    ...seen,
    createdAt: seen.createdAt + offset(),
    expiresAt: seen.expiresAt + offset(),
    absoluteExpiresAt: seen.absoluteExpiresAt + offset(),
  })
  const session = (seen: Session): Session => {
    const data = Object.freeze({ ...seen.data, lastActivity: seen.data.lastActivity + offset() })
    // Frozen as deeply as before, so that the contract suite sees what the store does.
    return Object.isFrozen(seen) && Object.isFrozen(seen.data) ? Object.freeze({ ...moments(seen), data }) : seen
  }
  return {
    whenFull: store.whenFull,
    create: async (data, creation) => session(await store.create(earlier(data, offset()), creation)),
    read: async (id) => optional(await store.read(id), session),
    update: async (id, changes, options) => session(await store.update(id, changes, options)),
    touch: async (id, options) => optional(await store.touch(id, options), session),
    rotate: async (id, changes) => session(await store.rotate(id, changes)),
    delete: (id) => store.delete(id),
    listByUser: async (userId) =>
      (await store.listByUser(userId)).map((seen) => ({
        ...moments(seen),
        lastActivity: seen.lastActivity + offset(),
      })),
    readByUser: async (userId) =>
      (await store.readByUser(userId)).map((seen) => ({ ...seen, lastActivity: seen.lastActivity + offset() })),
    revokeByUser: (userId, options) => store.revokeByUser(userId, options),
    stats: () => store.stats(),
    close: () => store.close(),
  }
}

/** The ISO times of the tests, without days that may not exist. */
const ISO = /^\d{4}-\d\d-(0[1-9]|1\d|2[0-8])T[^ ]+(Z|[+-]\d\d:?\d\d)$/i

/** Also passes invalid data on: the store must reject it. */
function earlier(data: NewSessionData, ms: number): NewSessionData {
  const time = data?.lastActivity
  if (typeof time === 'number') return { ...data, lastActivity: time - ms }
  const given = typeof time === 'string' && ISO.test(time) ? Date.parse(time) : Number.NaN
  return Number.isNaN(given) ? data : { ...data, lastActivity: new Date(given - ms).toISOString() }
}

function optional(seen: Session | undefined, session: (seen: Session) => Session): Session | undefined {
  return seen && session(seen)
}
