import { type HarnessFactory, modelUsers } from '../../../src/ports/conformance/index.js'
import type { UserRepository } from '../../../src/ports/index.js'

/** The model of the repository of users, or a mutant of it. */
export function modelUsersHarness(
  change: (users: UserRepository) => Partial<UserRepository> = () => ({}),
): HarnessFactory<UserRepository> {
  return () => ({
    capabilities: ['shared'],
    create: () => {
      const users = modelUsers()
      return { ...users, ...change(users) }
    },
    // All repositories of this process share one store.
    peer: (subject) => subject,
    advanceTime: async () => {
      throw new Error('the repository has no time of its own')
    },
    destroy: async () => undefined,
  })
}
