import type { Mutant } from '../../../src/ports/conformance/index.js'
import type { SessionStore } from '../../../src/ports/index.js'
import { mutant, turn } from './session-mutant.js'

/** Mutants of sessions that replace another one. */
export const REPLACEMENT_MUTANTS: readonly Mutant<SessionStore>[] = [
  mutant('the replaced session stays live', 'sessions/replaces', (store) => ({
    create: (data, { replaces: _, ...creation }) => store.create(data, creation),
  })),
  mutant('only a session of the same user is replaced', 'sessions/replaces', (store) => ({
    create: async (data, { replaces, ...creation }) => {
      const former = replaces === undefined ? undefined : await store.read(replaces)
      return store.create(data, former?.data.userId === data.userId ? { ...creation, replaces: former.id } : creation)
    },
  })),
  mutant('the replaced session counts towards the limit', 'sessions/replaces-limit', (store) => ({
    create: async (data, { replaces, ...creation }) => {
      const session = await store.create(data, creation)
      if (replaces !== undefined) await store.delete(replaces)
      return session
    },
  })),
  mutant('an ended session to be replaced raises the limit', 'sessions/replaces-limit', (store) => ({
    create: (data, { maxPerUser, ...creation }) => {
      if (maxPerUser === undefined) return store.create(data, creation)
      return store.create(data, { ...creation, maxPerUser: maxPerUser + (creation.replaces === undefined ? 0 : 1) })
    },
  })),
  mutant('replacing an ended session is an error', 'sessions/replaces-none', (store) => ({
    create: async (data, creation) => {
      if (creation.replaces !== undefined) await store.update(creation.replaces, {})
      return store.create(data, creation)
    },
  })),
  mutant('the replaced session ends before the creation is checked', 'sessions/replaces-refused', (store) => ({
    create: async (data, { replaces, ...creation }) => {
      if (replaces !== undefined) await store.delete(replaces)
      return store.create(data, creation)
    },
  })),
  mutant('creation and replacement are two steps', 'sessions/replaces-at-once', (store) => ({
    create: async (data, { replaces, ...creation }) => {
      const session = await store.create(data, creation)
      await turn()
      if (replaces !== undefined) await store.delete(replaces)
      return session
    },
  })),
  mutant('a session that was rotated is not replaced', 'sessions/model', (store) => {
    const rotated = new Set<string>()
    return {
      create: (data, { replaces = '', ...creation }) =>
        store.create(data, rotated.has(replaces) ? creation : { ...creation, replaces }),
      rotate: async (id, changes) => {
        const session = await store.rotate(id, changes)
        rotated.add(session.id)
        return session
      },
    }
  }),
]
