import { generateCurriculum } from '../../src/app/curriculum/index.js'
import type { Curriculum, GeneratedCurriculum, Program } from '../../src/domain/curriculum/index.js'
import type { KnowledgeDocument } from '../../src/domain/knowledge/index.js'
import { generationDeps, NO_SOURCE } from './generation-deps.js'

export { documentsOf } from './generation-deps.js'

/** All that comes of documents with the offline author, in memory. */
export function generateFrom(
  brief: Program,
  documents: readonly KnowledgeDocument[],
  seed = 1,
): Promise<GeneratedCurriculum> {
  return generateCurriculum({ programId: 'program', brief, source: NO_SOURCE, seed }, generationDeps(documents))
}

/** The curriculum alone. */
export async function authorCurriculum(
  brief: Program,
  documents: readonly KnowledgeDocument[],
  seed = 1,
): Promise<Curriculum> {
  return (await generateFrom(brief, documents, seed)).curriculum
}
