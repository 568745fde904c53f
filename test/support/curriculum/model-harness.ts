import { type HarnessFactory, modelRepositories, type Repositories } from '../../../src/ports/conformance/index.js'

/** The model of the repositories, or a mutant of it. */
export function modelHarness(
  change: (repositories: Repositories) => Repositories = (repositories) => repositories,
): HarnessFactory<Repositories> {
  return () => ({
    capabilities: ['shared'],
    create: () => change(modelRepositories()),
    // All repositories of this process share one store.
    peer: (subject) => subject,
    advanceTime: async () => {
      throw new Error('repositories have no time of their own')
    },
    destroy: async () => undefined,
  })
}
