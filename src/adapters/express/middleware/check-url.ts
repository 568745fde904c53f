import type { RequestHandler } from 'express'
import { HttpProblem } from '../problem-details.js'

/** Rejects paths and queries that different parsers would read differently. */
export function checkUrl(): RequestHandler {
  return (req, _res, next) => {
    checkPath(req.path)
    const start = req.url.indexOf('?')
    if (start >= 0) checkQuery(req.url.slice(start + 1))
    next()
  }
}

function checkPath(path: string): void {
  const decoded = decode(path)
  if (decoded === undefined) throw new HttpProblem('bad-path', { detail: 'use percent-encoded UTF-8' })
  if (hasControlCharacter(decoded)) throw new HttpProblem('bad-path', { detail: 'remove control characters' })
}

function checkQuery(query: string): void {
  const names = new Set<string>()
  for (const part of query.split('&')) {
    if (part === '') continue
    const text = decode(part.replaceAll('+', ' '))
    if (text === undefined) throw new HttpProblem('bad-query', { detail: 'use percent-encoded UTF-8' })
    if (text.includes('\0')) throw new HttpProblem('invalid-string', { detail: 'remove NUL from the query' })
    const [encodedName = ''] = part.split('=', 1)
    const name = decode(encodedName.replaceAll('+', ' ')) ?? ''
    if (/[[\]]/.test(name)) throw new HttpProblem('bad-query', { detail: 'use plain names, without brackets' })
    if (name === '__proto__' || name === 'constructor') throw new HttpProblem('bad-query')
    if (names.has(name)) throw new HttpProblem('bad-query', { detail: 'give each name once' })
    names.add(name)
  }
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    // A URIError has no further information.
    return undefined
  }
}

function hasControlCharacter(text: string): boolean {
  for (const character of text) if (character < ' ' || character === '\x7f') return true
  return false
}
