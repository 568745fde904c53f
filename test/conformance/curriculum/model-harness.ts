import { type HarnessFactory, modelRepositories, type Repositories } from '../../../src/ports/conformance/index.js'

/** The repositories of the model, each changed as `change` says. */
export function modelHarness(
  change: (repositories: Repositories) => Repositories = (repositories) => repositories,
): HarnessFactory<Repositories> {
  return () => ({
    capabilities: ['shared'],
    create: () => change(modelRepositories()),
    // One store in one process: whoever has it sees the same.
    peer: (subject) => subject,
    elapse: async () => {
      throw new Error('repositories have no time of their own')
    },
    destroy: async () => undefined,
  })
}
