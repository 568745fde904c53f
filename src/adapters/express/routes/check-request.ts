import type { Request } from 'express'
import type { z } from 'zod'
import type { Zod } from '../../shared/zod.js'
import { type FieldError, HttpProblem } from '../problem-details.js'
import type { DeclaredRoute, Shape } from './declare-route.js'

/** A request as the schemas of its route have read it. */
export interface CheckedRequest {
  readonly params: { readonly [name: string]: unknown }
  readonly query: { readonly [name: string]: unknown } | undefined
  readonly headers: { readonly [name: string]: unknown }
  readonly body: unknown
}

/** Checks requests of a route with its schemas. */
export class RequestChecks {
  readonly #params: z.ZodType
  readonly #query: { readonly shape: Shape; readonly schema: z.ZodType } | undefined
  readonly #headers: { readonly names: readonly string[]; readonly schema: z.ZodType }
  readonly #body: { readonly schema: z.ZodType; readonly optional: boolean } | undefined

  constructor({ params, query, headers = {}, body }: DeclaredRoute, z: Zod) {
    this.#params = z.object(params)
    this.#query = query === 'ignored' ? undefined : { shape: query, schema: z.strictObject(query) }
    this.#headers = { names: Object.keys(headers), schema: z.object(headers) }
    this.#body = body === 'none' ? undefined : { schema: body.schema, optional: body.optional ?? false }
  }

  /** @throws HttpProblem `not-found`, `bad-query`, `bad-header`, `unknown-field`, `invalid-body` */
  check(req: Request): CheckedRequest {
    const params = this.#params.safeParse(req.params)
    // A path that no resource can have.
    if (!params.success) throw new HttpProblem('not-found')
    return {
      params: params.data as CheckedRequest['params'],
      query: this.#checkQuery(req),
      headers: this.#checkHeaders(req),
      body: this.#checkBody(req.body),
    }
  }

  #checkQuery({ url }: Request): CheckedRequest['query'] {
    if (this.#query === undefined) return undefined
    const { shape, schema } = this.#query
    const start = url.indexOf('?')
    const given = new URLSearchParams(start < 0 ? '' : url.slice(start + 1))
    // Not `req.query`: a host can have configured any parser.
    const values = [...given].map(([name, text]) => [name, asNumber(text, shape[name])] as const)
    const query = schema.safeParse(Object.fromEntries(values))
    if (!query.success) throw new HttpProblem('bad-query', { errors: fieldErrors(query.error.issues) })
    return query.data as CheckedRequest['query']
  }

  #checkHeaders(req: Request): CheckedRequest['headers'] {
    const { names, schema } = this.#headers
    const given = names.flatMap((name) => (req.headers[name] === undefined ? [] : [[name, req.headers[name]]]))
    const headers = schema.safeParse(Object.fromEntries(given))
    if (!headers.success) throw new HttpProblem('bad-header', { errors: fieldErrors(headers.error.issues) })
    return headers.data as CheckedRequest['headers']
  }

  #checkBody(given: unknown): unknown {
    if (this.#body === undefined || (given === undefined && this.#body.optional)) return undefined
    const body = this.#body.schema.safeParse(given)
    if (body.success) return body.data
    const { issues } = body.error
    const unknown = issues.filter(({ code }) => code === 'unrecognized_keys')
    if (unknown.length > 0) throw new HttpProblem('unknown-field', { errors: fieldErrors(unknown) })
    throw new HttpProblem('invalid-body', { errors: fieldErrors(issues) })
  }
}

/** A value of a query is a number if its schema wants one and it is written as a plain whole number. */
function asNumber(text: string, schema: z.ZodType | undefined): string | number {
  const wanted = schema?.type === 'optional' ? (schema as z.ZodOptional<z.ZodType>).unwrap() : schema
  return wanted?.type === 'number' && /^-?\d{1,15}$/.test(text) ? Number(text) : text
}

/** The largest number of problems in a response. */
const MAX_ERRORS = 100

/** Longer pointers are cut: a client can send a name of any length. */
const MAX_POINTER_LENGTH = 200

function fieldErrors(issues: readonly z.core.$ZodIssue[]): readonly FieldError[] {
  return issues
    .flatMap((issue): readonly FieldError[] => {
      const at = pointerTo(issue.path)
      if (issue.code !== 'unrecognized_keys') return [{ pointer: at, detail: expectation(issue) }]
      return issue.keys.map((key) => ({
        pointer: pointerTo([...issue.path, key]),
        detail: 'this name is not accepted',
      }))
    })
    .slice(0, MAX_ERRORS)
    .map(({ pointer, detail }) => ({ pointer: pointer.slice(0, MAX_POINTER_LENGTH), detail }))
}

function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** What the schema expects. Built here, because a message of a schema could quote the value. */
function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected: ${issue.expected === 'int' ? 'a whole number' : issue.expected}`
    case 'invalid_value':
      return `expected: one of ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return `expected: at least ${sized(issue.minimum, issue.origin)}`
    case 'too_big':
      return `expected: at most ${sized(issue.maximum, issue.origin)}`
    default:
      return 'expected: another form; see the documentation of this API'
  }
}

function sized(limit: number | bigint, origin: string): string {
  const units: { readonly [origin: string]: string } = { string: ' characters', array: ' entries' }
  return `${limit}${units[origin] ?? ''}`
}
