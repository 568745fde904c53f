import type { CurriculumRepository, ProgramRepository } from '../../curriculum/index.js'
import type { DocumentRepository } from '../../knowledge/index.js'
import type { Law } from '../law.js'

/** The three repositories over one store: documents and curricula belong to programs. */
export interface Repositories {
  readonly programs: ProgramRepository
  readonly documents: DocumentRepository
  readonly curricula: CurriculumRepository
}

export type RepositoryLaw = Law<Repositories>
