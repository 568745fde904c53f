import type { Request, RequestHandler } from 'express'
import { HttpProblem } from '../http-problem.js'
import { isSafeMethod } from './safe-methods.js'
import type { SessionApp } from './sessions.js'

/**
 * Refuses with 403 `csrf` what a page of another site sent, signing in included. What counts is `Sec-Fetch-Site`, which
 * every current browser sends and no page can forge: `same-origin`, or `none` (the user's own doing). Without it,
 * `Origin` must be exactly that of `PUBLIC_URL`, or without one name the host of the request. A program that sends
 * neither header is refused as well: it sends `Origin`.
 */
export function csrfGuard({ site }: Pick<SessionApp, 'site'> = {}): RequestHandler {
  const origin = site?.publicUrl === undefined ? undefined : new URL(site.publicUrl).origin
  return (req, _res, next) => {
    if (!isSafeMethod(req.method) && !isOwn(req, origin)) throw new HttpProblem('csrf')
    next()
  }
}

function isOwn(req: Request, origin: string | undefined): boolean {
  const fetchSite = req.headers['sec-fetch-site']
  if (fetchSite !== undefined) return fetchSite === 'same-origin' || fetchSite === 'none'
  const given = req.headers.origin
  if (given === undefined || given === 'null') return false
  if (origin !== undefined) return given === origin
  // Behind a proxy that ends TLS the scheme is not known here.
  return given === `https://${req.host}` || given === `http://${req.host}`
}
