import type { ServerResponse } from 'node:http'
import { mergeHead } from './merge-head.js'

/** What stands between a handler and its answer. */
export interface GateDuties {
  /** What must be done before an answer with `status` may leave; `undefined`: nothing. */
  settle(status: number): Promise<void> | undefined
  /** The head is about to leave: the last chance to add to it. */
  beforeHead(): void
  /** Writes the answer in place of the one that may not leave. Synchronous. */
  answer(error: unknown): void
}

type Method = 'writeHead' | 'write' | 'end' | 'flushHeaders'
type Call = (...args: unknown[]) => unknown

const METHODS: readonly Method[] = ['writeHead', 'write', 'end', 'flushHeaders']

/**
 * Holds an answer back until its duties are done, and then lets it go as the handler wrote it. If they fail, another
 * answer takes its place and what the handler wrote or still writes is dropped.
 *
 * While the answer is held, the response says that its headers are sent, as it would without the gate; and like a full
 * buffer it asks to wait for `drain`, so that a stream does not pile up here.
 */
export class ResponseGate {
  readonly #res: ServerResponse
  readonly #duties: GateDuties
  readonly #originals = new Map<Method, Call>()
  readonly #held: (readonly [Method, unknown[]])[] = []
  #state: 'waiting' | 'holding' | 'open' | 'replaced' = 'waiting'
  #ended = false
  #drains = false

  constructor(res: ServerResponse, duties: GateDuties) {
    this.#res = res
    this.#duties = duties
    for (const method of METHODS) {
      // Whatever stands there now, a host's middleware included, is what an answer goes through afterwards.
      this.#originals.set(method, res[method] as Call)
      Object.assign(res, { [method]: (...args: unknown[]) => this.#pass(method, args) })
    }
  }

  #pass(method: Method, args: unknown[]): unknown {
    if (this.#state === 'waiting') this.#arrive(method, args)
    if (this.#state === 'open') return this.#call(method, args)
    if (this.#state === 'holding' && !this.#ended) this.#held.push([method, args])
    else refuse(args)
    this.#ended ||= method === 'end'
    this.#drains ||= method === 'write'
    return method === 'write' ? false : this.#res
  }

  #arrive(method: Method, args: unknown[]): void {
    const res = this.#res
    const status = method === 'writeHead' ? Number(args[0]) : res.statusCode
    const settled = this.#duties.settle(status)
    if (!settled) {
      this.#open(method, args)
      return
    }
    this.#state = 'holding'
    const head = { statusCode: res.statusCode, statusMessage: res.statusMessage, headers: res.getHeaders() }
    Object.defineProperty(res, 'headersSent', { configurable: true, get: () => true })
    Object.defineProperty(res, 'writableEnded', { configurable: true, get: () => this.#ended })
    settled.then(
      () => this.#release(head),
      (error: unknown) => this.#replace(error),
    )
  }

  /** `method` is the first call that lets the head leave. */
  #open(method: Method, args: unknown[]): void {
    this.#state = 'open'
    if (method === 'writeHead') mergeHead(this.#res, args)
    this.#duties.beforeHead()
  }

  #release({ headers, ...status }: Head): void {
    const res = this.#res
    this.#reveal()
    try {
      // What was changed after the handler answered is no part of its answer.
      for (const name of res.getHeaderNames()) if (!(name in headers)) res.removeHeader(name)
      for (const [name, value] of Object.entries(headers)) if (value !== undefined) res.setHeader(name, value)
      Object.assign(res, status)
      for (const [method, args] of this.#held.splice(0)) {
        if (this.#state === 'holding') this.#open(method, args)
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
    this.#reveal()
    this.#state = 'open'
    if (res.headersSent) res.destroy()
    else this.#duties.answer(error)
    this.#state = 'replaced'
    for (const [, args] of this.#held.splice(0)) refuse(args)
  }

  #reveal(): void {
    for (const name of ['headersSent', 'writableEnded']) Reflect.deleteProperty(this.#res, name)
  }

  #call(method: Method, args: unknown[]): unknown {
    return this.#originals.get(method)?.apply(this.#res, args)
  }
}

type Head = Pick<ServerResponse, 'statusCode' | 'statusMessage'> & {
  readonly headers: ReturnType<ServerResponse['getHeaders']>
}

/** Whoever waits for a call to be done is told that it will not be. */
function refuse(args: readonly unknown[]): void {
  const done = args.at(-1)
  if (typeof done === 'function') process.nextTick(done, new Error('another answer was sent in place of this one'))
}
