import type { PlantedFault } from '../../../src/ports/conformance/index.js'
import type { SessionStore } from '../../../src/ports/index.js'
import { mutant, turn } from './session-mutant.js'

/** What is wrong with a session that takes the place of another. */
export const REPLACEMENT_MUTANTS: readonly PlantedFault<SessionStore>[] = [
  mutant('what is replaced stays alive', 'sessions/replaces', (store) => ({
    create: (data, { replaces: _, ...creation }) => store.create(data, creation),
  })),
  mutant('only a session of the same user is replaced', 'sessions/replaces', (store) => ({
    create: async (data, { replaces, ...creation }) => {
      const former = replaces === undefined ? undefined : await store.read(replaces)
      return store.create(data, former?.data.userId === data.userId ? { ...creation, replaces: former.id } : creation)
    },
  })),
  mutant('what is replaced ends after the limit was kept', 'sessions/replaces-limit', (store) => ({
    create: async (data, { replaces, ...creation }) => {
      const session = await store.create(data, creation)
      if (replaces !== undefined) await store.delete(replaces)
      return session
    },
  })),
  mutant('whatever is to be replaced makes room, dead or not', 'sessions/replaces-limit', (store) => ({
    create: (data, { maxPerUser, ...creation }) => {
      if (maxPerUser === undefined) return store.create(data, creation)
      return store.create(data, { ...creation, maxPerUser: maxPerUser + (creation.replaces === undefined ? 0 : 1) })
    },
  })),
  mutant('there must be something to replace', 'sessions/replaces-none', (store) => ({
    create: async (data, creation) => {
      if (creation.replaces !== undefined) await store.update(creation.replaces, {})
      return store.create(data, creation)
    },
  })),
  mutant('what is to be replaced ends before the rest is judged', 'sessions/replaces-refused', (store) => ({
    create: async (data, { replaces, ...creation }) => {
      if (replaces !== undefined) await store.delete(replaces)
      return store.create(data, creation)
    },
  })),
  mutant('what is replaced ends in a step of its own', 'sessions/replaces-at-once', (store) => ({
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
