import { AppError, shown } from '../../domain/platform/index.js'
import { forbidden, includesRole, type Role } from '../../domain/sessions/index.js'

/** A signed-in user, as the caller has authenticated it. */
export interface Principal {
  /** 1 to 256 characters. */
  readonly userId: string
  readonly email: string
  /** `viewer`, `author` or `administrator`. A role of the embedder may do nothing here. */
  readonly role: Role
}

const MAX_CHARACTERS: { readonly [field in keyof Principal]: number } = { userId: 256, email: 320, role: 64 }

/**
 * Checks a principal, for example one that a hook of the embedder has returned.
 *
 * @param what its name in the message: `principal`, `the result of authenticate`
 * @throws AppError `INVALID_ARGUMENT` that names the invalid field, without its value
 */
export function assertPrincipal(value: unknown, what = 'principal'): asserts value is Principal {
  const hint = 'give { userId, email, role } with the id of the user, the email and viewer, author or administrator'
  if (typeof value !== 'object' || value === null) {
    // Text can be a secret.
    const found = typeof value === 'string' ? 'a string' : shown(value)
    throw new AppError('INVALID_ARGUMENT', `${what} is ${found}`, { hint, details: { what } })
  }
  for (const [field, max] of Object.entries(MAX_CHARACTERS)) {
    const found: unknown = Reflect.get(value, field)
    if (typeof found === 'string' && found.length >= 1 && found.length <= max && !/[\p{Cc}\p{Cs}]/u.test(found))
      continue
    const kind = typeof found === 'string' ? `a text of ${found.length} characters that cannot be used` : shown(found)
    throw new AppError('INVALID_ARGUMENT', `${what}.${field} is ${kind}`, { hint, details: { what, field } })
  }
}

/** @throws AppError `FORBIDDEN` if the role of the principal is lower than `needed` */
export function assertRole({ role }: Principal, needed: Role): void {
  if (!includesRole(role, needed)) throw forbidden(needed)
}
