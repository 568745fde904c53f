import { type Server, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { TransportCode } from '../error-mapping.js'
import type { HttpPlatform } from '../middleware/request-context.js'
import { REQUEST_ID_HEADER } from '../middleware/request-context.js'
import { HttpProblem, problemOf } from '../problem-details.js'
import type { Connections } from './connections.js'

/** Errors of Node's HTTP parser and timers. Any other error is `bad-request`. */
const CODES: { readonly [error: string]: TransportCode } = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'payload-too-large',
}

/** A request line with any method. The parser also reports a bad method for data that is not HTTP, like TLS. */
const REQUEST_LINE = /^[A-Z]+ \S+ HTTP\/1\.[01]\r?$/m

const KNOWN_METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'

interface ClientError extends NodeJS.ErrnoException {
  /** The data that could not be parsed. */
  readonly rawPacket?: Buffer
}

/** Time for the client to read the response before its connection is closed. */
const LINGER_MS = 1_000

/** Sends problem details to clients whose data never became a request, and closes the connection. */
export function answerClientErrors(server: Server, connections: Connections, platform: HttpPlatform): void {
  const answered = new WeakSet<Socket>()
  server.on('clientError', (error: ClientError, socket: Socket) => {
    // The parser reports every further chunk of the same request.
    if (answered.has(socket)) return
    answered.add(socket)
    if (error.code === 'ECONNRESET' || !socket.writable || connections.isAnswering(socket)) {
      socket.destroy()
      return
    }
    const requestId = platform.ids.next()
    const code = codeOf(error)
    platform.logger.info('malformed request rejected', { requestId, code, reason: error.code })
    const headers = code === 'method-not-allowed' ? { Allow: KNOWN_METHODS } : {}
    socket.end(rawResponse(new HttpProblem(code, { headers }), requestId))
    const linger = platform.clock.setTimer(LINGER_MS, () => socket.destroy())
    socket.once('close', () => linger.cancel())
  })
}

function codeOf({ code = '', rawPacket }: ClientError): TransportCode {
  if (code === 'HPE_INVALID_METHOD' && REQUEST_LINE.test(rawPacket?.toString('latin1') ?? '')) {
    return 'method-not-allowed'
  }
  return CODES[code] ?? 'bad-request'
}

function rawResponse(problem: HttpProblem, requestId: string): string {
  const { status, headers, details } = problemOf(problem, requestId)
  const body = JSON.stringify(details)
  const lines = Object.entries({
    ...headers,
    [REQUEST_ID_HEADER]: requestId,
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`
}
