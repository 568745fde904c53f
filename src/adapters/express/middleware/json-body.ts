import type { Request, RequestHandler } from 'express'
import { HttpProblem } from '../http-problem.js'
import { checkJson } from './check-json.js'
import { readBody } from './read-body.js'

/**
 * Reads the JSON body of a request into `req.body`. A body that a parser of the host read already is taken over and
 * checked like our own; its size was the host's to limit.
 */
export function jsonBody({ limitBytes }: { readonly limitBytes: number }): RequestHandler {
  return async (req, _res, next) => {
    requireJson(req.headers['content-type'])
    const body = req.readableDidRead ? takeOver(req) : parse(await readBody(req, limitBytes))
    checkJson(body)
    req.body = body
    next()
  }
}

/** @throws HttpProblem `unsupported-media-type` unless it is JSON in UTF-8 */
function requireJson(contentType = ''): void {
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase())
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length)
  const plain = charset?.replaceAll('"', '') ?? 'utf-8'
  if (type === 'application/json' && (plain === 'utf-8' || plain === 'utf8')) return
  throw new HttpProblem('unsupported-media-type', {
    detail: 'send application/json in UTF-8',
    headers: { Accept: 'application/json' },
  })
}

function takeOver(req: Request): unknown {
  const body: unknown = req.body
  if (typeof body === 'string') return parse(Buffer.from(body))
  if (Buffer.isBuffer(body)) return parse(body)
  // Something consumed the body and kept nothing of it.
  if (body === undefined) throw new HttpProblem('malformed-json', { detail: 'the body was empty or already consumed' })
  return body
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // The parser's message quotes the body, so it goes no further.
    throw new HttpProblem('malformed-json', { detail: 'send one JSON value in UTF-8' })
  }
}
