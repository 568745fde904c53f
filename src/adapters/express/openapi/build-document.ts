import type { oas31, ZodOpenApiOperationObject, ZodOpenApiResponsesObject } from 'zod-openapi'
import { VERSION } from '../../../domain/platform/index.js'
import { zod } from '../../shared/zod.js'
import { ERROR_MAPPING } from '../error-mapping.js'
import type { AnswerSpec, DeclaredRoute, ProblemCode } from '../routes/declare-route.js'
import { schemas } from '../routes/schemas/index.js'

/** An OpenAPI 3.1 document. */
export type OpenApiDocument = oas31.OpenAPIObject

/** How requests of a router authenticate. */
export interface DocumentSettings {
  /** The name of our session cookie. Absent if the host authenticates. */
  readonly cookie?: string
}

/**
 * The document of these routes, without servers. It has every route, schema and error that their declarations have.
 *
 * Loads `zod-openapi` at the first call.
 */
export async function buildDocument(
  routes: readonly DeclaredRoute[],
  { cookie }: DocumentSettings = {},
): Promise<OpenApiDocument> {
  const { createDocument } = await import('zod-openapi')
  const { components } = schemas()
  const paths: { [path: string]: { [method: string]: ZodOpenApiOperationObject } } = {}
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method]: operationOf(route, cookie !== undefined) }
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Curriculum Generator', version: VERSION, description: DESCRIPTION },
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...components, problem: problemSchema() },
      ...(cookie === undefined
        ? {}
        : { securitySchemes: { session: { type: 'apiKey' as const, in: 'cookie' as const, name: cookie } } }),
    },
  })
}

const DESCRIPTION =
  'Programs, their documents and the curricula that are generated from them. Every error is `application/problem+json`. ' +
  'Something of another user is 404, like something that does not exist.'

function operationOf(route: DeclaredRoute, hasCookie: boolean): ZodOpenApiOperationObject {
  const { id, tag, summary, description, role, params, query, headers = {}, body } = route
  const z = zod()
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    'x-role': role,
    security: role === 'public' || !hasCookie ? [] : [{ session: [] }],
    requestParams: {
      ...(Object.keys(params).length === 0 ? {} : { path: z.object(params) }),
      ...(query === 'ignored' || Object.keys(query).length === 0 ? {} : { query: z.object(query) }),
      ...(Object.keys(headers).length === 0 ? {} : { header: z.object(headers) }),
    },
    ...(body === 'none'
      ? {}
      : { requestBody: { required: !body.optional, content: { 'application/json': { schema: body.schema } } } }),
    responses: responsesOf(route),
  }
}

function responsesOf(route: DeclaredRoute): ZodOpenApiResponsesObject {
  const answers = Object.entries(route.answers).map(([status, answer]) => [status, answerOf(answer)] as const)
  const codes = new Map<number, string[]>()
  for (const key of problemsOf(route)) {
    const { status, code } = ERROR_MAPPING[key]
    codes.set(status, [...(codes.get(status) ?? []), code])
  }
  const declared = new Set(answers.map(([status]) => Number(status)))
  const problems = [...codes]
    .filter(([status]) => !declared.has(status))
    .map(([status, names]) => {
      const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/problem' } } }
      return [String(status), { description: names.sort().join(', '), content }] as const
    })
  return Object.fromEntries(
    [...answers, ...notModified(route), ...problems].sort(([one], [other]) => Number(one) - Number(other)),
  )
}

function answerOf({
  description,
  content,
  headers = {},
}: AnswerSpec): ZodOpenApiResponsesObject[`${1 | 2 | 3 | 4 | 5}${string}`] {
  const described = Object.entries(headers).map(([name, meaning]) => [
    name,
    { description: meaning, schema: { type: 'string' as const } },
  ])
  return {
    description,
    ...(described.length === 0 ? {} : { headers: Object.fromEntries(described) }),
    ...(content === 'none' ? {} : { content: contentOf(content) }),
  }
}

function contentOf(content: Exclude<AnswerSpec['content'], 'none'>) {
  if (content === 'file')
    return { 'application/octet-stream': { schema: { type: 'string' as const, format: 'binary' } } }
  if (content === 'page') return { 'text/html': { schema: { type: 'string' as const } } }
  if (content === 'styles') return { 'text/css': { schema: { type: 'string' as const } } }
  return { 'application/json': { schema: content } }
}

/** A read with an entity tag answers `If-None-Match`. */
function notModified({ method, answers }: DeclaredRoute): readonly (readonly [string, { description: string }])[] {
  const hasTag = Object.values(answers).some(({ headers }) => headers?.ETag !== undefined)
  return method === 'get' && hasTag ? [['304', { description: 'Not changed since `If-None-Match`' }]] : []
}

/** The errors of a route: declared ones, and those that follow from its role, query, headers and body. */
export function problemsOf({ role, method, query, headers, body, problems }: DeclaredRoute): readonly ProblemCode[] {
  const all: readonly (readonly [boolean, readonly ProblemCode[]])[] = [
    [true, ['bad-path', 'INTERNAL']],
    [query !== 'ignored', ['bad-query', 'invalid-string']],
    [headers !== undefined, ['bad-header']],
    [role !== 'public', ['unauthenticated', 'SESSION_ENDED', 'FORBIDDEN', 'STORE_UNAVAILABLE', 'APP_CLOSED']],
    [method !== 'get', ['csrf', 'OUTCOME_UNKNOWN']],
    [
      body !== 'none',
      [
        'malformed-json',
        'too-deep',
        'unknown-field',
        'invalid-string',
        'invalid-body',
        'payload-too-large',
        'unsupported-media-type',
      ],
    ],
  ]
  return [...new Set([...all.flatMap(([applies, codes]) => (applies ? codes : [])), ...problems])]
}

function problemSchema() {
  const z = zod()
  return z
    .strictObject({
      type: z.string(),
      title: z.string(),
      status: z.int().min(400).max(599),
      code: z.enum(Object.values(ERROR_MAPPING).map(({ code }) => code)).describe('Stable: branch on it'),
      detail: z.string().optional(),
      instance: z.string(),
      requestId: z.string(),
      errors: z
        .array(
          z.strictObject({ pointer: z.string().describe('JSON pointer to the invalid value'), detail: z.string() }),
        )
        .optional(),
    })
    .describe('Every error (RFC 9457)')
}
