import { modelDocuments } from '../knowledge/model-documents.js'
import { modelCurricula } from './model-curricula.js'
import { modelPrograms } from './model-programs.js'
import type { ModelStore } from './model-store.js'
import type { Repositories } from './repositories.js'

/**
 * The repositories in memory, right by inspection: each call is one step, nothing outlives the process. What adapters are
 * compared with; tests of what stands on the repositories may use it too.
 */
export function modelRepositories(): Repositories {
  const store: ModelStore = new Map()
  return { programs: modelPrograms(store), documents: modelDocuments(store), curricula: modelCurricula(store) }
}
