import type { IncomingMessage } from 'node:http'
import {
  type BrotliDecompress,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  type Gunzip,
  type Inflate,
} from 'node:zlib'
import type { Request, RequestHandler } from 'express'
import { AppError, utf8Length } from '../../../domain/platform/index.js'
import { HttpProblem } from '../problem-details.js'

/** Maximum nesting of objects and arrays. */
export const MAX_JSON_DEPTH = 32

/** Longer pointers are omitted: otherwise the response could be as large as the body. */
const MAX_POINTER_LENGTH = 200

/** Names that can change prototypes when code copies fields by name. */
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Reads and checks the JSON body of a request into `req.body`. If a parser of the host has already read the body, it is
 * only checked; the host limits its size.
 */
export function jsonBody({ limitBytes }: { readonly limitBytes: number }): RequestHandler {
  return async (req, _res, next) => {
    requireJson(req.headers['content-type'])
    const body = req.readableDidRead ? parsedByHost(req) : parse(await readBody(req, limitBytes))
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

function parsedByHost(req: Request): unknown {
  const body: unknown = req.body
  if (typeof body === 'string') return parse(Buffer.from(body))
  if (Buffer.isBuffer(body)) return parse(body)
  // Another middleware consumed the body and kept nothing.
  if (body === undefined) throw new HttpProblem('malformed-json', { detail: 'the body was empty or already consumed' })
  return body
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // Without the cause: the message of the parser quotes the body.
    throw new HttpProblem('malformed-json', { detail: 'send one JSON value in UTF-8' })
  }
}

const DECODERS = {
  gzip: () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
} satisfies { [coding: string]: () => Gunzip | Inflate | BrotliDecompress }

/**
 * Reads and decompresses the body of a request. Stops reading as soon as it exceeds `limitBytes`, before or after
 * decompression.
 *
 * @throws HttpProblem `payload-too-large`, `unsupported-media-type` (content coding), `malformed-json` (damaged coding)
 * @throws AppError `ABORTED` when the client disconnects
 */
export function readBody(req: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const decoder = decoderOf(req)
  const tooLarge = new HttpProblem('payload-too-large', { detail: `send at most ${limitBytes} bytes, uncompressed` })
  if (Number(req.headers['content-length'] ?? 0) > limitBytes) return Promise.reject(tooLarge)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let received = 0
    let inflated = 0
    const settle = (error?: unknown): void => {
      req.off('data', receive).off('end', finish).off('error', abort).off('close', abort)
      decoder
        ?.removeAllListeners()
        .on('error', () => {})
        .destroy()
      if (error === undefined) {
        resolve(Buffer.concat(chunks))
      } else {
        req.pause()
        reject(error)
      }
    }
    const collect = (chunk: Buffer): void => {
      inflated += chunk.length
      if (inflated > limitBytes) settle(tooLarge)
      else chunks.push(chunk)
    }
    const receive = (chunk: Buffer): void => {
      received += chunk.length
      if (received > limitBytes) settle(tooLarge)
      else if (decoder) decoder.write(chunk)
      else collect(chunk)
    }
    const finish = (): void => {
      if (decoder) decoder.end()
      else settle()
    }
    const abort = (): void => {
      // `close` also follows a complete request, while the decoder may still be running.
      if (!req.complete) settle(new AppError('ABORTED', 'the client disconnected while it sent the body'))
    }
    decoder?.on('data', collect).on('end', () => settle())
    decoder?.on('error', (cause) =>
      settle(new HttpProblem('malformed-json', { detail: 'the body does not match its Content-Encoding', cause })),
    )
    req.on('data', receive).on('end', finish).on('error', abort).on('close', abort)
  })
}

function decoderOf(req: IncomingMessage): Gunzip | Inflate | BrotliDecompress | undefined {
  const coding = (req.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (coding === 'identity') return undefined
  const make = Object.entries(DECODERS).find(([name]) => name === coding)?.[1]
  if (make) return make()
  const accepted = Object.keys(DECODERS).join(', ')
  throw new HttpProblem('unsupported-media-type', {
    detail: `use no Content-Encoding, or one of ${accepted}`,
    headers: { 'Accept-Encoding': accepted },
  })
}

/**
 * Rejects parsed JSON that no route accepts.
 *
 * @throws HttpProblem `too-deep`, `unknown-field`, `invalid-string`
 */
export function checkJson(value: unknown, pointer = '', depth = 1): void {
  if (typeof value === 'string') checkText(value, pointer)
  if (typeof value !== 'object' || value === null) return
  if (depth > MAX_JSON_DEPTH) throw new HttpProblem('too-deep', { detail: `nest at most ${MAX_JSON_DEPTH} levels` })
  for (const [name, child] of Object.entries(value)) {
    checkText(name, pointer)
    const step = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (FORBIDDEN_NAMES.has(name)) throw invalidBody('unknown-field', step, 'this name is not accepted')
    checkJson(child, step, depth + 1)
  }
}

function checkText(text: string, pointer: string): void {
  if (text.includes('\0')) throw invalidBody('invalid-string', pointer, 'remove NUL')
  if (utf8Length(text) === undefined) throw invalidBody('invalid-string', pointer, 'remove lone surrogates')
}

function invalidBody(code: 'unknown-field' | 'invalid-string', pointer: string, detail: string): HttpProblem {
  return new HttpProblem(code, pointer.length > MAX_POINTER_LENGTH ? { detail } : { errors: [{ pointer, detail }] })
}
