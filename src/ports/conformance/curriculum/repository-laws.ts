import { documentLaws } from '../knowledge/document-laws.js'
import { documentListLaws } from '../knowledge/document-list-laws.js'
import { curriculumLaws } from './curriculum-laws.js'
import { curriculumVersionLaws } from './curriculum-version-laws.js'
import { programEndLaws } from './program-end-laws.js'
import { programLaws } from './program-laws.js'
import { programListLaws } from './program-list-laws.js'
import type { RepositoryLaw } from './repositories.js'

/** The laws of the ports `ProgramRepository`, `DocumentRepository` and `CurriculumRepository`, over one store. */
export const repositoryLaws: readonly RepositoryLaw[] = [
  ...programLaws,
  ...programListLaws,
  ...programEndLaws,
  ...documentLaws,
  ...documentListLaws,
  ...curriculumLaws,
  ...curriculumVersionLaws,
]
