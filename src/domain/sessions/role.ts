import { AppError } from '../platform/app-error.js'

/** Built-in roles: a viewer reads, an author owns what they create, an administrator may do everything. */
export const Role = { ADMINISTRATOR: 'administrator', AUTHOR: 'author', VIEWER: 'viewer' } as const

/** The name of a role. Embedders may use names of their own: 1 to 64 characters. */
export type Role = (typeof Role)[keyof typeof Role] | (string & {})

/** Each role includes those after it. A role of the embedder includes only itself. */
export const ROLE_ORDER: readonly Role[] = [Role.ADMINISTRATOR, Role.AUTHOR, Role.VIEWER]

/** Whether a user with the role `held` may do what `needed` may. */
export function includesRole(held: Role, needed: Role): boolean {
  if (held === needed || held === Role.ADMINISTRATOR) return true
  const rank = ROLE_ORDER.indexOf(held)
  return rank >= 0 && rank < ROLE_ORDER.indexOf(needed)
}

/** The role is too low. @param needed the lowest role that may do it */
export function forbidden(needed?: Role): AppError {
  return new AppError('FORBIDDEN', 'the role of the caller does not allow this', {
    hint: needed === undefined ? 'ask an administrator for another role' : `this needs the role ${needed}`,
    ...(needed === undefined ? {} : { details: { needed } }),
  })
}
