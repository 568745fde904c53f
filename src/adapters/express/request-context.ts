import type { IncomingMessage } from 'node:http'

/** What the service knows of a request beside what it says. */
export interface RequestContext {
  readonly id: string
  /** On the monotonic clock. */
  readonly startedAt: number
  /** The template of the route that matched, like `/api/jobs/:type/:id`; `undefined` until then. */
  route?: string
  /** The code of the problem it was answered with. */
  problem?: string
}

// Beside the request, not on it: a host's own properties cannot collide with ours.
const contexts = new WeakMap<IncomingMessage, RequestContext>()

/** Begins the context of a request. */
export function openContext(req: IncomingMessage, context: RequestContext): void {
  contexts.set(req, context)
}

/** The context of a request that came through the router. */
export function contextOf(req: IncomingMessage): RequestContext {
  const context = contexts.get(req)
  if (!context) throw new Error('the request did not come through identifyRequest')
  return context
}

/** Notes what a request is answered with, for its log line; harmless where the request is none of the router's. */
export function noteProblem(req: IncomingMessage, code: string): void {
  const context = contexts.get(req)
  if (context) context.problem = code
}
