import type { RequestHandler, Router } from 'express'
import { contextOf } from '../middleware/request-context.js'
import { HttpProblem } from '../problem-details.js'

/** One method of one path. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** The template, relative to the mount point of the router: `/api/jobs/:type/:id`. */
  readonly path: string
  /** `json`: the checked body is in `req.body`. Default: the body is ignored. */
  readonly body?: 'json'
  /** May be async. Its errors become problem details. */
  readonly handle: RequestHandler
}

/** Adds `routes` to `router`. Other methods of their paths get 405; OPTIONS returns the allowed methods. */
export function addRoutes(router: Router, routes: readonly Route[], json: RequestHandler): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    const here = routes.filter((route) => route.path === path)
    const entry = router.route(path)
    entry.all((req, _res, next) => {
      const context = contextOf(req)
      if (context) context.route = path
      next()
    })
    for (const { method, body, handle } of here) entry[method](...(body === 'json' ? [json] : []), handle)
    entry.all(rejectMethod(here.map(({ method }) => method.toUpperCase())))
  }
}

function rejectMethod(methods: readonly string[]): RequestHandler {
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  return (req, res) => {
    if (req.method !== 'OPTIONS') throw new HttpProblem('method-not-allowed', { headers: { Allow: allow } })
    res.status(204).set('Allow', allow).end()
  }
}
