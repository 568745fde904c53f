import type { SessionData } from '../../../src/domain/sessions/index.js'
import type { Mutant } from '../../../src/ports/conformance/index.js'
import type { SessionStore } from '../../../src/ports/index.js'
import { hasCode, LIFETIME, mutant, turn, whole } from './session-mutant.js'

/** Mutants of creations and updates. */
export const WRITER_MUTANTS: readonly Mutant<SessionStore>[] = [
  mutant('create replaces a live session', 'sessions/exists', (store) => ({
    create: async (data, creation) => {
      if (creation.id) await store.delete(creation.id)
      return store.create(data, creation)
    },
  })),
  mutant('an update restores an ended session', 'sessions/ended-after-delete', (store) => {
    const known = new Map<string, SessionData>()
    return {
      create: async (data, creation) => {
        const session = await store.create(data, creation)
        known.set(session.id, session.data)
        return session
      },
      update: async (id, changes, options) => {
        try {
          return await store.update(id, changes, options)
        } catch (error) {
          const data = known.get(id)
          if (!data || !hasCode(error, 'SESSION_ENDED')) throw error
          return store.create(data, { ...LIFETIME, id })
        }
      },
    }
  }),
  mutant('an update stores the whole session as it was read', 'sessions/different-fields', (store) => ({
    update: async (id, changes, options) => {
      const read = await store.read(id)
      await turn()
      return store.update(id, { ...(read ? whole(read.data) : {}), ...changes }, options)
    },
  })),
  mutant('update ignores since', 'sessions/one-winner', (store) => ({
    update: (id, changes) => store.update(id, changes),
  })),
  mutant('any change since the version read is a conflict', 'sessions/own-activity', (store) => ({
    update: async (id, changes, options) => {
      const session = await store.read(id)
      const stale = options?.since !== undefined && session && session.version > options.since
      return store.update(id, changes, stale ? { since: 0 } : options)
    },
  })),
  mutant('a conflict stores the fields that do not conflict', 'sessions/conflict-stores-nothing', (store) => ({
    update: async (id, changes, options) => {
      const [first, ...others] = Object.entries(changes)
      if (first && others.length > 0) await store.update(id, Object.fromEntries([first]), options)
      return store.update(id, changes, options)
    },
  })),
  mutant('an absent field has no version', 'sessions/removed-field', (store) => ({
    update: async (id, changes, options) => {
      const session = await store.read(id)
      const isThere = Object.keys(changes).some((field) => session && field in session.data)
      return store.update(id, changes, isThere ? options : {})
    },
  })),
  mutant('an update does not extend the session', 'sessions/empty-update', (store) => ({
    update: async (id, changes, options) => {
      const before = await store.read(id)
      const after = await store.update(id, changes, options)
      return before ? { ...after, expiresAt: before.expiresAt } : after
    },
  })),
]
