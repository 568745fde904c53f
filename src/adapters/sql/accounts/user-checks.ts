import { USER_LIMITS, USER_ROLES, type UserChanges } from '../../../domain/accounts/index.js'
import { assertFlag, invalidArgument } from '../../../domain/platform/index.js'
import type { NewUser } from '../../../ports/accounts/index.js'
import { assertKeyText, assertWhole } from '../database/repository-checks.js'

/** The maximum lengths of texts that are no names, in UTF-16 units. */
export const MAX_HASH = 512
export const MAX_DIGEST = 256

/** @throws AppError `INVALID_ARGUMENT` */
export function assertNewUser({ id, email, name, role, passwordHash, at }: NewUser): void {
  assertKeyText(id, 'the id of a user')
  assertKeyText(email, 'the e-mail address of a user', USER_LIMITS.email)
  assertUserName(name)
  assertRole(role)
  assertHash(passwordHash)
  assertWhole(at, 'at', 0)
}

/** @throws AppError `INVALID_ARGUMENT` */
export function assertUserChanges({ name, role, disabled }: UserChanges): void {
  if (name !== undefined) assertUserName(name)
  if (role !== undefined) assertRole(role)
  assertFlag(disabled, 'disabled')
}

/** @throws AppError `INVALID_ARGUMENT` without the hash */
export function assertHash(hash: string): void {
  assertKeyText(hash, 'the hash of a password', MAX_HASH)
}

function assertUserName(name: string): void {
  assertKeyText(name, 'the name of a user', USER_LIMITS.name)
}

function assertRole(role: unknown): void {
  if (!USER_ROLES.some((known) => known === role))
    throw invalidArgument('role', role, `one of ${USER_ROLES.join(', ')}`)
}
