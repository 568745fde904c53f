import type { Request, Response } from 'express'
import { JsonText, type SentAnswer } from './declare-route.js'

/**
 * Sends the answer of a route. With an `ETag`, caches may keep it but must ask each time, and a request that has it already
 * gets 304. Other answers are not kept.
 */
export function sendAnswer(req: Request, res: Response, answer: SentAnswer): void {
  const { status, headers = {}, file } = answer
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) res.setHeader(name, value)
  const etag = headers.ETag
  res.setHeader('Cache-Control', etag === undefined ? 'no-store' : 'private, no-cache')
  if (etag !== undefined && isRead(req) && matches(req.headers['if-none-match'], etag)) {
    res.status(304).end()
    return
  }
  const content = contentOf(answer)
  res.status(status)
  if (content === undefined) {
    res.end()
    return
  }
  if (file !== undefined) setDownloadHeaders(res, file.name)
  res.setHeader('Content-Type', content.type)
  res.setHeader('Content-Length', content.bytes.byteLength)
  res.end(content.bytes)
}

interface Content {
  readonly type: string
  readonly bytes: Uint8Array
}

function contentOf({ body, file, page, styles }: SentAnswer): Content | undefined {
  if (file !== undefined) return { type: file.mediaType, bytes: file.bytes }
  if (page !== undefined) return { type: 'text/html; charset=utf-8', bytes: Buffer.from(page.toString()) }
  if (styles !== undefined) return { type: 'text/css; charset=utf-8', bytes: Buffer.from(styles) }
  if (body === undefined) return undefined
  const text = body instanceof JsonText ? body.text : JSON.stringify(body)
  return { type: 'application/json; charset=utf-8', bytes: Buffer.from(text) }
}

function isRead({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD'
}

/**
 * Whether a list of entity tags (`If-Match`, `If-None-Match`) has `etag`, or is `*`. Our tags are strong, so a weak one of a
 * proxy that compressed the answer names the same content.
 */
export function matches(list: string | undefined, etag: string): boolean {
  if (list === undefined) return false
  if (list.trim() === '*') return true
  return list.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}

/** A document or an export is never shown by the browser: it can contain scripts. */
function setDownloadHeaders(res: Response, name: string): void {
  res.setHeader('Content-Disposition', attachment(name))
  res.setHeader('X-Content-Type-Options', 'nosniff')
  res.setHeader('Content-Security-Policy', "sandbox; default-src 'none'")
}

/** `Content-Disposition` with the name in ASCII for old clients and in UTF-8 (RFC 8187) for all others. */
export function attachment(name: string): string {
  // Folders are not part of the name of a download.
  const base = name.slice(name.lastIndexOf('/') + 1)
  const ascii = base.replace(/[^\w.() -]/g, '_') || 'download'
  // Lone surrogates have no UTF-8 form.
  const wellFormed = Buffer.from(base).toString()
  const encoded = encodeURIComponent(wellFormed).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
