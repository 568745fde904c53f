import type { Response } from 'express'
import type { HttpPlatform } from '../http-shell.js'
import { REQUEST_ID_HEADER } from '../middleware/identify-request.js'
import { STALE_HEADERS } from '../middleware/send-problem.js'
import { problemOf } from '../problem-details.js'
import { noteProblem } from '../request-context.js'

/** What was meant for the answer of the handler, beside what describes its body. */
const HANDLERS_OWN = ['Cache-Control', 'Content-Language', 'Content-Type', 'Refresh', 'Trailer', 'Transfer-Encoding']

/** Answers with problem details in place of what the handler answered: a session could not be saved. */
export function replaceAnswer(res: Response, error: unknown, { ids, logger }: HttpPlatform): void {
  const given = res.getHeader(REQUEST_ID_HEADER)
  const requestId = typeof given === 'string' ? given : ids.next()
  const { status, headers, details } = problemOf(error, requestId)
  noteProblem(res.req, details.code)
  const fields = { requestId, code: details.code, error }
  if (status >= 500) logger[details.code === 'internal' ? 'error' : 'warn']('session not saved', fields)
  for (const name of [...STALE_HEADERS, ...HANDLERS_OWN]) res.removeHeader(name)
  const bytes = Buffer.from(JSON.stringify(details))
  // A message that came with the status of the handler would contradict ours.
  res.statusMessage = ''
  res
    .status(status)
    .set({ ...headers, 'Content-Length': String(bytes.length) })
    .end(bytes)
}
