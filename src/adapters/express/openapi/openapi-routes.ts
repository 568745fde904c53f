import { zod } from '../../shared/zod.js'
import { type DeclaredRoute, declareRoute } from '../routes/declare-route.js'
import { buildDocument, type DocumentSettings, type OpenApiDocument } from './build-document.js'
import { DOCS_STYLES, docsPage } from './docs-page.js'

/**
 * The document of a router and its page.
 *
 * @param routes all other routes: the document has them and these
 */
export function openApiRoutes(routes: readonly DeclaredRoute[], settings: DocumentSettings): readonly DeclaredRoute[] {
  const z = zod()
  const shared = { method: 'get', role: 'public', tag: 'pages', params: {}, body: 'none', problems: [] } as const
  let building: Promise<OpenApiDocument> | undefined
  const document = (): Promise<OpenApiDocument> => {
    // A failed import is tried again.
    building ??= buildDocument([...routes, ...own], settings).catch((error: unknown) => {
      building = undefined
      throw error
    })
    return building
  }
  const own: readonly DeclaredRoute[] = [
    declareRoute({
      ...shared,
      id: 'getOpenApiDocument',
      path: '/openapi.json',
      query: {},
      summary: 'This API as an OpenAPI 3.1 document',
      answers: { 200: { description: 'The document', content: z.record(z.string(), z.unknown()) } },
      handle: async ({ links }) => ({
        status: 200,
        body: { ...(await document()), servers: [{ url: links.base }] },
      }),
    }),
    declareRoute({
      ...shared,
      id: 'getDocs',
      path: '/docs',
      query: {},
      summary: 'This API as a page',
      answers: { 200: { description: 'The page', content: 'page' } },
      handle: async ({ links }) => ({ status: 200, page: docsPage(await document(), links) }),
    }),
    declareRoute({
      ...shared,
      id: 'getDocsStyles',
      path: '/docs.css',
      query: {},
      summary: 'The style sheet of the page',
      answers: { 200: { description: 'The style sheet', content: 'styles' } },
      handle: () => ({ status: 200, styles: DOCS_STYLES }),
    }),
  ]
  return own
}
