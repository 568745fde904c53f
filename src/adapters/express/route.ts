import type { RequestHandler, Router } from 'express'
import { HttpProblem } from './http-problem.js'
import { contextOf } from './request-context.js'

/** One method of one path. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** The template, relative to where the router is mounted: `/api/jobs/:type/:id`. */
  readonly path: string
  /** `json`: the body is read and checked, and is in `req.body`. Left out: a body is ignored. */
  readonly body?: 'json'
  /** May be async; what it throws becomes a problem. */
  readonly handle: RequestHandler
}

/** Adds `routes` to `router`. Every other method of their paths is answered with 405, OPTIONS with what is offered. */
export function addRoutes(router: Router, routes: readonly Route[], json: RequestHandler): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    const here = routes.filter((route) => route.path === path)
    const entry = router.route(path)
    entry.all((req, _res, next) => {
      contextOf(req).route = path
      next()
    })
    for (const { method, body, handle } of here) entry[method](...(body === 'json' ? [json] : []), handle)
    entry.all(refuseMethod(here.map(({ method }) => method.toUpperCase())))
  }
}

function refuseMethod(methods: readonly string[]): RequestHandler {
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  return (req, res) => {
    if (req.method !== 'OPTIONS') throw new HttpProblem('method-not-allowed', { headers: { Allow: allow } })
    res.status(204).set('Allow', allow).end()
  }
}
