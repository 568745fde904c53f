import { type DeclaredRoute, declareRoute } from './declare-route.js'
import { mediaTypeOf } from './document-media-types.js'
import { isoTime } from './program-routes.js'
import { schemas } from './schemas/index.js'

/** The documents of programs. */
export function documentRoutes(): readonly DeclaredRoute[] {
  const s = schemas()
  const named = { id: s.id, name: s.documentName }
  return [
    declareRoute({
      id: 'listDocuments',
      method: 'get',
      path: '/api/programs/:id/documents',
      role: 'viewer',
      tag: 'documents',
      summary: 'The documents of a program, in reading order',
      params: { id: s.id },
      query: {},
      body: 'none',
      answers: { 200: { description: 'All documents', content: s.documents } },
      problems: ['PROGRAM_NOT_FOUND'],
      handle: async ({ params, acting }) => {
        const documents = await acting.documents.list(params.id)
        return {
          status: 200,
          body: { documents: documents.map(({ addedAt, ...file }) => ({ ...file, addedAt: isoTime(addedAt) })) },
        }
      },
    }),
    declareRoute({
      id: 'getDocument',
      method: 'get',
      path: '/api/programs/:id/documents/:name',
      role: 'viewer',
      tag: 'documents',
      summary: 'The original of a document, as a download',
      params: named,
      query: {},
      body: 'none',
      answers: { 200: { description: 'The bytes, unchanged', content: 'file' } },
      problems: ['PROGRAM_NOT_FOUND', 'DOCUMENT_NOT_FOUND'],
      handle: async ({ params, acting }) => {
        const { name, bytes } = await acting.documents.get(params.id, params.name)
        return { status: 200, file: { name, bytes, mediaType: mediaTypeOf(name) } }
      },
    }),
    declareRoute({
      id: 'removeDocument',
      method: 'delete',
      path: '/api/programs/:id/documents/:name',
      role: 'author',
      tag: 'documents',
      summary: 'Remove a document from a program',
      params: named,
      query: {},
      body: 'none',
      answers: { 204: { description: 'Removed', content: 'none' } },
      problems: ['PROGRAM_NOT_FOUND', 'DOCUMENT_NOT_FOUND'],
      handle: async ({ params, acting }) => {
        await acting.documents.remove(params.id, params.name)
        return { status: 204 }
      },
    }),
  ]
}
