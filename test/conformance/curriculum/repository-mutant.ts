import type { Mutant, Repositories } from '../../../src/ports/conformance/index.js'
import { modelHarness } from '../../support/curriculum/model-harness.js'

interface Changes {
  readonly programs?: Partial<Repositories['programs']>
  readonly documents?: Partial<Repositories['documents']>
  readonly curricula?: Partial<Repositories['curricula']>
}

/** The model of the repositories with some methods replaced. */
export function mutant(
  fault: string,
  killedBy: string,
  change: (repositories: Repositories) => Changes,
): Mutant<Repositories> {
  const makeHarness = modelHarness((repositories) => {
    const { programs, documents, curricula } = change(repositories)
    return {
      programs: { ...repositories.programs, ...programs },
      documents: { ...repositories.documents, ...documents },
      curricula: { ...repositories.curricula, ...curricula },
    }
  })
  return { fault, killedBy, makeHarness }
}

export const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

export const hasCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code
