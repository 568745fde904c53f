import type { RequestHandler, Router } from 'express'
import { contextOf } from '../middleware/request-context.js'
import { HttpProblem } from '../problem-details.js'

/** One method of one path, as it is mounted. `serveRoute` makes it from a declaration. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** The template, relative to the mount point of the router: `/api/jobs/:type/:id`. */
  readonly path: string
  /** Runs before the body is read. */
  readonly guard?: RequestHandler
  /** `json`: the checked body is in `req.body`. `optional json`: the request may have none. Default: the body is ignored. */
  readonly body?: 'json' | 'optional json'
  /** May be async. Its errors become problem details. */
  readonly handle: RequestHandler
}

/** Adds `routes` to `router`. Other methods of their paths get 405; OPTIONS returns the allowed methods. */
export function addRoutes(router: Router, routes: readonly Route[], json: RequestHandler): void {
  const optionalJson: RequestHandler = async (req, res, next) => {
    // Awaited, so that its rejection becomes a response.
    if (hasBody(req)) {
      await json(req, res, next)
      return
    }
    req.body = undefined
    next()
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const here = routes.filter((route) => route.path === path)
    const entry = router.route(path)
    entry.all((req, _res, next) => {
      const context = contextOf(req)
      if (context) context.route = path
      next()
    })
    for (const { method, guard, body, handle } of here) {
      const read = body === undefined ? [] : [body === 'json' ? json : optionalJson]
      entry[method](...(guard === undefined ? [] : [guard]), ...read, handle)
    }
    entry.all(rejectMethod(here.map(({ method }) => method.toUpperCase())))
  }
}

function hasBody({ headers }: Parameters<RequestHandler>[0]): boolean {
  return 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0
}

function rejectMethod(methods: readonly string[]): RequestHandler {
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  return (req, res) => {
    if (req.method !== 'OPTIONS') throw new HttpProblem('method-not-allowed', { headers: { Allow: allow } })
    res.status(204).set('Allow', allow).end()
  }
}
