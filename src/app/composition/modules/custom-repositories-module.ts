import { ContainerModule } from 'inversify'
import { storeProbe } from '../../health/store-probe.js'
import type { Overrides } from '../overrides.js'
import { CURRICULUM_REPOSITORY, DATABASE_PROBE, DOCUMENT_REPOSITORY, PROGRAM_REPOSITORY } from '../tokens.js'

/** The repositories that the embedder supplied. They are the embedder's to close. */
export function customRepositoriesModule({ programs, documents, curricula }: Overrides): ContainerModule {
  return new ContainerModule(({ bind }) => {
    if (programs) bind(PROGRAM_REPOSITORY).toConstantValue(programs)
    if (documents) bind(DOCUMENT_REPOSITORY).toConstantValue(documents)
    if (curricula) bind(CURRICULUM_REPOSITORY).toConstantValue(curricula)
    if (programs && documents && curricula) {
      const answers = async () => Boolean(await programs.list({ limit: 1 }))
      bind(DATABASE_PROBE).toConstantValue(storeProbe('database', 'custom', answers))
    }
  })
}
