import { ContainerModule } from 'inversify'
import { AbsentUserRepository } from '../../../adapters/absent/absent-user-repository.js'
import { storeProbe } from '../../health/health-monitor.js'
import type { Overrides } from '../overrides.js'
import {
  CACHE_PORT,
  CURRICULUM_REPOSITORY,
  DATABASE_PROBE,
  DOCUMENT_REPOSITORY,
  JOB_QUEUE,
  PROGRAM_REPOSITORY,
  SESSION_STORE,
  USER_REPOSITORY,
} from '../tokens.js'

/** The stores of the embedder, who closes them. */
export function customModule(overrides: Overrides): ContainerModule {
  const { cache, sessions, jobs, programs, documents, curricula, users } = overrides
  return new ContainerModule(({ bind }) => {
    if (cache) bind(CACHE_PORT).toConstantValue(cache)
    if (sessions) bind(SESSION_STORE).toConstantValue(sessions)
    if (jobs) bind(JOB_QUEUE).toConstantValue(jobs)
    if (programs) bind(PROGRAM_REPOSITORY).toConstantValue(programs)
    if (documents) bind(DOCUMENT_REPOSITORY).toConstantValue(documents)
    if (curricula) bind(CURRICULUM_REPOSITORY).toConstantValue(curricula)
    if (users) bind(USER_REPOSITORY).toConstantValue(users)
    if (programs && documents && curricula) {
      // The app has no database, in which it could store them.
      if (!users) bind(USER_REPOSITORY).toConstantValue(new AbsentUserRepository())
      const answers = async () => Boolean(await programs.list({ limit: 1 }))
      bind(DATABASE_PROBE).toConstantValue(storeProbe('database', 'custom', answers))
    }
  })
}
