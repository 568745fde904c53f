export { buildRouter, type HealthApp, type RoutedApp, type RouterOptions } from './build-router.js'
export { errorHandler } from './error-handler.js'
export { ERROR_MAPPING, type ProblemKind, type TransportCode } from './error-mapping.js'
export {
  type FieldError,
  HttpProblem,
  type ProblemDetails,
  type ProblemResponse,
  problemOf,
} from './problem-details.js'
export type { Authenticate } from './routes/authenticate.js'
export type { ListeningServer } from './server/listen.js'
export { type ListenOptions, listen } from './server/listen.js'
export { csrfGuard, requireRole } from './sessions/guards.js'
export type { RequestSession } from './sessions/request-session.js'
export { type SessionApp, type SessionsOptions, sessionOf, sessions } from './sessions/sessions.js'
