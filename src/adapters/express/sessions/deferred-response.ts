import type { OutgoingHttpHeader, ServerResponse } from 'node:http'

/** Hooks between a handler and the client. */
export interface ResponseHooks {
  /** Work to finish before a response with `status` is sent. `undefined`: send it at once. */
  beforeSend(status: number): Promise<void> | undefined
  /** Called right before the headers are sent: the last chance to add some. */
  beforeHead(): void
  /** Sends an error response instead of the deferred one. Synchronous. */
  sendError(error: unknown): void
}

type Method = 'writeHead' | 'write' | 'end' | 'flushHeaders'
type Call = (...args: unknown[]) => unknown

const METHODS: readonly Method[] = ['writeHead', 'write', 'end', 'flushHeaders']

/**
 * Buffers the response of a handler until `beforeSend` resolves, then sends it unchanged. If `beforeSend` rejects, an error
 * response replaces it, and everything that the handler wrote or still writes is discarded.
 *
 * While buffering, `headersSent` is true, as the handler expects after a write. `write` returns false, so that a stream
 * waits for `drain` and does not fill the memory.
 */
export class DeferredResponse {
  readonly #res: ServerResponse
  readonly #hooks: ResponseHooks
  readonly #originals = new Map<Method, Call>()
  readonly #buffered: (readonly [Method, unknown[]])[] = []
  #state: 'waiting' | 'buffering' | 'open' | 'replaced' = 'waiting'
  #ended = false
  #drains = false

  constructor(res: ServerResponse, hooks: ResponseHooks) {
    this.#res = res
    this.#hooks = hooks
    for (const method of METHODS) {
      // The current method may be one of a host's middleware. The response passes through it later.
      this.#originals.set(method, res[method] as Call)
      Object.assign(res, { [method]: (...args: unknown[]) => this.#intercept(method, args) })
    }
  }

  #intercept(method: Method, args: unknown[]): unknown {
    if (this.#state === 'waiting') this.#start(method, args)
    if (this.#state === 'open') return this.#call(method, args)
    if (this.#state === 'buffering' && !this.#ended) this.#buffered.push([method, args])
    else rejectCallback(args)
    this.#ended ||= method === 'end'
    this.#drains ||= method === 'write'
    return method === 'write' ? false : this.#res
  }

  #start(method: Method, args: unknown[]): void {
    const res = this.#res
    const status = method === 'writeHead' ? Number(args[0]) : res.statusCode
    const work = this.#hooks.beforeSend(status)
    if (!work) {
      this.#open(method, args)
      return
    }
    this.#state = 'buffering'
    const head = { statusCode: res.statusCode, statusMessage: res.statusMessage, headers: res.getHeaders() }
    Object.defineProperty(res, 'headersSent', { configurable: true, get: () => true })
    Object.defineProperty(res, 'writableEnded', { configurable: true, get: () => this.#ended })
    work.then(
      () => this.#release(head),
      (error: unknown) => this.#replace(error),
    )
  }

  /** `method` is the first call that sends the headers. */
  #open(method: Method, args: unknown[]): void {
    this.#state = 'open'
    if (method === 'writeHead') mergeHead(this.#res, args)
    this.#hooks.beforeHead()
  }

  #release({ headers, ...status }: Head): void {
    const res = this.#res
    this.#restoreProperties()
    try {
      // Undoes changes of headers after the first write of the handler.
      for (const name of res.getHeaderNames()) if (!(name in headers)) res.removeHeader(name)
      for (const [name, value] of Object.entries(headers)) if (value !== undefined) res.setHeader(name, value)
      Object.assign(res, status)
      for (const [method, args] of this.#buffered.splice(0)) {
        if (this.#state === 'buffering') this.#open(method, args)
        this.#call(method, args)
      }
    } catch (error) {
      this.#replace(error)
      return
    }
    if (this.#drains && !this.#ended && !res.writableNeedDrain) res.emit('drain')
  }

  #replace(error: unknown): void {
    const res = this.#res
    this.#restoreProperties()
    this.#state = 'open'
    if (res.headersSent) res.destroy()
    else this.#hooks.sendError(error)
    this.#state = 'replaced'
    for (const [, args] of this.#buffered.splice(0)) rejectCallback(args)
  }

  #restoreProperties(): void {
    for (const name of ['headersSent', 'writableEnded']) Reflect.deleteProperty(this.#res, name)
  }

  #call(method: Method, args: unknown[]): unknown {
    return this.#originals.get(method)?.apply(this.#res, args)
  }
}

type Head = Pick<ServerResponse, 'statusCode' | 'statusMessage'> & {
  readonly headers: ReturnType<ServerResponse['getHeaders']>
}

/** Calls the callback of a discarded call with an error. */
function rejectCallback(args: readonly unknown[]): void {
  const done = args.at(-1)
  if (typeof done === 'function') process.nextTick(done, new Error('an error response replaced this response'))
}

/**
 * Moves headers from the arguments of `writeHead` to the response. Otherwise a `Set-Cookie` among them would replace the
 * session cookie.
 */
function mergeHead(res: ServerResponse, args: unknown[]): void {
  const headers = args.at(-1)
  if (typeof headers !== 'object' || headers === null) return
  args.pop()
  if (!Array.isArray(headers)) {
    for (const [name, value] of Object.entries(headers)) if (value !== undefined) res.setHeader(name, value)
    return
  }
  // A flat list or pairs. A name can occur more than once; its first occurrence replaces the header set before.
  const flat: OutgoingHttpHeader[] = headers.flat()
  const seen = new Set<string>()
  for (let index = 0; index + 1 < flat.length; index += 2) {
    const [name, value] = [String(flat[index]), flat[index + 1]]
    if (!seen.has(name.toLowerCase())) res.removeHeader(name)
    seen.add(name.toLowerCase())
    res.appendHeader(name, typeof value === 'number' ? String(value) : (value ?? ''))
  }
}
