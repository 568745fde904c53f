import { type Server, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { TransportCode } from '../error-mapping.js'
import { HttpProblem } from '../http-problem.js'
import type { HttpPlatform } from '../http-shell.js'
import { REQUEST_ID_HEADER } from '../middleware/identify-request.js'
import { problemOf } from '../problem-details.js'
import type { Connections } from './connections.js'

/** What Node's parser and timers find out before there is a request; anything else is `bad-request`. */
const CODES: { readonly [error: string]: TransportCode } = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'payload-too-large',
}

/** A request line, whatever its method: what the parser calls a bad method may be no HTTP at all, like TLS. */
const REQUEST_LINE = /^[A-Z]+ \S+ HTTP\/1\.[01]\r?$/m

const KNOWN_METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'

interface ClientError extends NodeJS.ErrnoException {
  /** What could not be parsed. */
  readonly rawPacket?: Buffer
}

/** How long a client gets to read why it was refused. */
const LINGER_MS = 1_000

/** Answers what never became a request with problem details, as for requests, and closes the connection. */
export function refuseClients(server: Server, connections: Connections, platform: HttpPlatform): void {
  const refused = new WeakSet<Socket>()
  server.on('clientError', (error: ClientError, socket: Socket) => {
    // The broken parser reports every further piece of the same request.
    if (refused.has(socket)) return
    refused.add(socket)
    if (error.code === 'ECONNRESET' || !socket.writable || connections.isAnswering(socket)) {
      socket.destroy()
      return
    }
    const requestId = platform.ids.next()
    const code = codeOf(error)
    platform.logger.info('connection refused', { requestId, code, reason: error.code })
    const headers = code === 'method-not-allowed' ? { Allow: KNOWN_METHODS } : {}
    socket.end(answer(new HttpProblem(code, { headers }), requestId))
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

function answer(problem: HttpProblem, requestId: string): string {
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
