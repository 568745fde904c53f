import { readingOrder } from '../../../domain/knowledge/index.js'
import { DOCUMENT_REPOSITORY_LIMITS, type DocumentRepository, type StoredFile } from '../../knowledge/index.js'
import { demand, isName } from '../curriculum/model-rules.js'
import type { ModelDocument, ModelStore } from '../curriculum/model-store.js'

const { documents: MOST, name: MAX_NAME } = DOCUMENT_REPOSITORY_LIMITS

/** Documents in a map for each program. */
export function modelDocuments(store: ModelStore): DocumentRepository {
  return {
    put: async (programId, { name, bytes, digest, at }) => {
      demand(isName(name, MAX_NAME), 'INVALID_ARGUMENT')
      const documents = store.get(programId)?.documents
      demand(documents !== undefined, 'PROGRAM_NOT_FOUND')
      const before = documents.get(name)
      if (before?.digest === digest) return { file: told(name, before), created: false }
      demand(before !== undefined || documents.size < MOST, 'TOO_MANY_DOCUMENTS')
      const document = { bytes: bytes.slice(), digest, addedAt: at }
      documents.set(name, document)
      return { file: told(name, document), created: before === undefined }
    },
    list: async (programId) =>
      [...(store.get(programId)?.documents ?? [])]
        .map(([name, document]) => told(name, document))
        .sort((one, other) => readingOrder(one.name, other.name)),
    read: async (programId, name) => {
      const found = store.get(programId)?.documents.get(name)
      return found && { name, bytes: found.bytes.slice() }
    },
    remove: async (programId, name) => store.get(programId)?.documents.delete(name) ?? false,
  }
}

function told(name: string, { bytes, digest, addedAt }: ModelDocument): StoredFile {
  return { name, bytes: bytes.length, digest, addedAt }
}
