/** An error reply of Redis; the message begins with its code (`OOM ...`, `LOADING ...`). */
export class RespError extends Error {
  override readonly name = 'RespError'
}

export type RespValue = string | number | null | RespError | readonly RespValue[]

interface Decoded {
  readonly value: RespValue
  /** Where the next value begins. */
  readonly end: number
}

const LINES = '+-:_#,('
const BULKS = '$!='
const AGGREGATES = '*~>%'

export function encodeCommand(args: readonly string[]): Buffer {
  const bulks = args.map((arg) => `$${Buffer.byteLength(arg)}\r\n${arg}\r\n`)
  return Buffer.from(`*${args.length}\r\n${bulks.join('')}`)
}

/**
 * The RESP 2 or 3 value that begins at `at`, or `undefined` while a part of it is missing. Throws if no value can begin
 * there: the other side speaks TLS, say.
 */
export function decodeResp(buffer: Buffer, at = 0): Decoded | undefined {
  if (at >= buffer.length) return undefined
  const type = String.fromCharCode(buffer[at] ?? 0)
  if (!`${LINES}${BULKS}${AGGREGATES}`.includes(type)) {
    throw new Error(`no RESP value begins with byte ${buffer[at]} (at ${at})`)
  }
  const lineEnd = buffer.indexOf('\r\n', at)
  if (lineEnd < 0) return undefined
  const line = buffer.toString('utf8', at + 1, lineEnd)
  const next = lineEnd + 2
  if (LINES.includes(type)) return { value: lineValue(type, line), end: next }
  const count = Number(line)
  if (count < 0) return { value: null, end: next }
  if (BULKS.includes(type)) {
    const end = next + count + 2
    if (buffer.length < end) return undefined
    const text = buffer.toString('utf8', next, next + count)
    return { value: type === '!' ? new RespError(text) : text, end }
  }
  return decodeItems(buffer, next, type === '%' ? 2 * count : count)
}

function decodeItems(buffer: Buffer, at: number, count: number): Decoded | undefined {
  const items: RespValue[] = []
  let end = at
  while (items.length < count) {
    const item = decodeResp(buffer, end)
    if (item === undefined) return undefined
    items.push(item.value)
    end = item.end
  }
  return { value: items, end }
}

function lineValue(type: string, line: string): RespValue {
  if (type === '-') return new RespError(line)
  if (type === ':') return Number(line)
  return type === '_' ? null : line
}
