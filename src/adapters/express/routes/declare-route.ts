import type { z } from 'zod'
import type { ActingServices } from '../../../app/access/index.js'
import type { CacheStatistics } from '../../../app/cache/index.js'
import type { ErrorCode } from '../../../domain/platform/index.js'
import type { Markup } from '../../shared/html.js'
import type { TransportCode } from '../error-mapping.js'
import type { RequestSession } from '../sessions/request-session.js'
import type { Links } from './links.js'

/** The lowest role that may use a route. `public`: everybody, without signing in. */
export type RouteRole = 'public' | 'viewer' | 'author' | 'administrator'

/** Schemas by name. */
export type Shape = { readonly [name: string]: z.ZodType }

/** A JSON body. `optional`: a request without a body gives `undefined`. */
export interface BodySpec {
  readonly schema: z.ZodType
  readonly optional?: boolean
}

/** The content of an answer: JSON of a schema, a file to download, a page, a style sheet, or nothing. */
export type ContentSpec = z.ZodType | 'file' | 'page' | 'styles' | 'none'

/** An answer of a route. */
export interface AnswerSpec {
  readonly description: string
  readonly content: ContentSpec
  /** The headers that it sets, with their meaning. */
  readonly headers?: { readonly [name: string]: string }
}

/** Answers by status. */
export type AnswerSpecs = { readonly [status: number]: AnswerSpec }

/** An error that a route can answer, besides those that follow from its role, query and body. */
export type ProblemCode = ErrorCode | TransportCode

/**
 * A route: everything about it, in one place. Checks, the OpenAPI document, `/docs` and the tests follow from it.
 *
 * All fields but `description` and `headers` are required, so that no route is without a role or a schema.
 */
export interface RouteDeclaration<
  Path extends string,
  Role extends RouteRole,
  Params extends { readonly [name in ParameterNames<Path>]: z.ZodType },
  Query extends Shape | 'ignored',
  Headers extends Shape,
  Body extends BodySpec | 'none',
  Answers extends AnswerSpecs,
> {
  /** Unique, in camel case: the `operationId` of the document. */
  readonly id: string
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** The template, relative to the mount point of the router: `/api/jobs/:type/:id`. */
  readonly path: Path
  readonly role: Role
  readonly tag: string
  /** One sentence, for lists. */
  readonly summary: string
  readonly description?: string
  /** Strings as they are decoded from the path. A value that does not match is `not-found`. */
  readonly params: Params
  /** Each name once. An unknown name is `bad-query`; `ignored`: any query, for platforms that append one. */
  readonly query: Query
  /** The request headers that it reads, in lower case. A value that does not match is `bad-header`. */
  readonly headers?: Headers
  readonly body: Body
  readonly answers: Answers
  readonly problems: readonly ProblemCode[]
  readonly handle: (
    request: RouteRequest<Role, Params, Query, Headers, Body>,
  ) => MaybePromise<AnswerOf<NoInfer<Answers>>>
}

type MaybePromise<T> = T | Promise<T>

/** The names in a template: `type` and `id` in `/api/jobs/:type/:id`. */
export type ParameterNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParameterNames<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never

/** A request that has passed all checks. */
export interface RouteRequest<
  Role extends RouteRole,
  Params extends Shape,
  Query extends Shape | 'ignored',
  Headers extends Shape,
  Body extends BodySpec | 'none',
> {
  readonly params: Values<Params>
  readonly query: Query extends Shape ? Values<Query> : undefined
  readonly headers: Values<Headers>
  readonly body: Body extends BodySpec
    ? z.output<Body['schema']> | (Body['optional'] extends true ? undefined : never)
    : undefined
  /** The services as the user may use them. */
  readonly acting: Role extends 'public' ? undefined : ActingServices<CacheStatistics>
  /** Links that follow the mount point. */
  readonly links: Links
  /** The IP address of the client, behind the proxies that the server trusts. Empty if the connection has closed. */
  readonly address: string
  /** The session of the request, if users sign in with our sessions. */
  readonly session: RequestSession | undefined
}

type Values<Schemas extends Shape> = { readonly [name in keyof Schemas]: z.output<Schemas[name]> }

/** The answers that a declaration allows. */
export type AnswerOf<Answers extends AnswerSpecs> = {
  [Status in keyof Answers & number]: { readonly status: Status } & ContentOf<Answers[Status]['content']> &
    HeadersOf<Answers[Status]['headers']>
}[keyof Answers & number]

type ContentOf<Content> = Content extends z.ZodType
  ? { readonly body: Wire<z.input<Content>> | JsonText }
  : Content extends 'file'
    ? { readonly file: AnswerFile }
    : Content extends 'page'
      ? { readonly page: Markup }
      : Content extends 'styles'
        ? { readonly styles: string }
        : unknown

type HeadersOf<Headers> = Headers extends { readonly [name: string]: string }
  ? { readonly headers: { readonly [name in keyof Headers]: string | undefined } }
  : unknown

/** Values of the domain, which are read-only, where a schema gives changeable ones. */
type Wire<T> = T extends readonly (infer Element)[]
  ? readonly Wire<Element>[]
  : T extends object
    ? { readonly [name in keyof T]: Wire<T[name]> }
    : T

/** A JSON body that is already text, for example from a cache. */
export class JsonText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A file to download. */
export interface AnswerFile {
  /** As the client should name it. Any text. */
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** A declaration of any shape. */
export type DeclaredRoute = Omit<
  RouteDeclaration<string, RouteRole, Shape, Shape | 'ignored', Shape, BodySpec | 'none', AnswerSpecs>,
  'handle'
> & {
  readonly handle: (request: never) => MaybePromise<SentAnswer>
}

/** An answer of any declaration. */
export interface SentAnswer {
  readonly status: number
  readonly headers?: { readonly [name: string]: string | undefined }
  readonly body?: unknown
  readonly file?: AnswerFile
  readonly page?: Markup
  readonly styles?: string
}

/**
 * Declares a route. The types of the request and of the answers of `handle` follow from the schemas.
 *
 * @example
 * declareRoute({
 *   id: 'getProgram', method: 'get', path: '/api/programs/:id', role: 'viewer', tag: 'programs', summary: 'A program',
 *   params: { id: programId }, query: {}, body: 'none',
 *   answers: { 200: { description: 'The program', content: program } },
 *   problems: ['PROGRAM_NOT_FOUND'],
 *   handle: async ({ params, acting }) => ({ status: 200, body: toJson(await acting.programs.get(params.id)) }),
 * })
 */
export function declareRoute<
  const Path extends string,
  const Role extends RouteRole,
  Params extends { readonly [name in ParameterNames<Path>]: z.ZodType },
  Query extends Shape | 'ignored',
  const Body extends BodySpec | 'none',
  const Answers extends AnswerSpecs,
  Headers extends Shape = Record<never, never>,
>(declaration: RouteDeclaration<Path, Role, Params, Query, Headers, Body, Answers>): DeclaredRoute {
  return declaration
}
