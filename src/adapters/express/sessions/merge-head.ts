import type { OutgoingHttpHeader, ServerResponse } from 'node:http'

/**
 * Moves the headers among the arguments of `writeHead` to the response itself, where a cookie can join those of the
 * handler; given to `writeHead` they would replace it.
 */
export function mergeHead(res: ServerResponse, args: unknown[]): void {
  const headers = args.at(-1)
  if (typeof headers !== 'object' || headers === null) return
  args.pop()
  if (!Array.isArray(headers)) {
    for (const [name, value] of Object.entries(headers)) if (value !== undefined) res.setHeader(name, value)
    return
  }
  // Flat or in pairs; a name may stand there more than once and replaces what was set before.
  const flat: OutgoingHttpHeader[] = headers.flat()
  const seen = new Set<string>()
  for (let index = 0; index + 1 < flat.length; index += 2) {
    const [name, value] = [String(flat[index]), flat[index + 1]]
    if (!seen.has(name.toLowerCase())) res.removeHeader(name)
    seen.add(name.toLowerCase())
    res.appendHeader(name, typeof value === 'number' ? String(value) : (value ?? ''))
  }
}
