import type { PlantedFault, Repositories } from '../../../src/ports/conformance/index.js'
import { modelHarness } from './model-harness.js'

interface Changes {
  readonly programs?: Partial<Repositories['programs']>
  readonly documents?: Partial<Repositories['documents']>
  readonly curricula?: Partial<Repositories['curricula']>
}

/** The repositories of the model with some methods changed. */
export function wrong(
  fault: string,
  caughtBy: string,
  change: (repositories: Repositories) => Changes,
): PlantedFault<Repositories> {
  const makeHarness = modelHarness((repositories) => {
    const { programs, documents, curricula } = change(repositories)
    return {
      programs: { ...repositories.programs, ...programs },
      documents: { ...repositories.documents, ...documents },
      curricula: { ...repositories.curricula, ...curricula },
    }
  })
  return { fault, caughtBy, makeHarness }
}

export const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

export const hasCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code
