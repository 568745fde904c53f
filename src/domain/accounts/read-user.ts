import { AppError, docsUrl, nearestName, utf8Length } from '../platform/index.js'
import { Role } from '../sessions/index.js'
import { EMAIL_EXPECTED, normalizeEmail, normalizePassword, passwordProblem } from './credentials.js'
import { USER_LIMITS, USER_ROLES, type UserChanges, type UserRole } from './user.js'

/** What a caller gives for a new user. */
export interface NewAccount {
  readonly email: string
  /** Default: the part of the e-mail address before the `@`. */
  readonly name?: string
  readonly role: UserRole
  readonly password: string
}

/** A checked {@link NewAccount}, in normal form. */
export type CheckedAccount = Required<NewAccount>

/** One problem of the data of a user. */
export interface UserProblem {
  /** JSON pointer (RFC 6901) into the data. */
  readonly pointer: string
  /** The expected value. */
  readonly expected: string
}

const FIELDS = ['email', 'name', 'role', 'password'] as const
const CHANGES = ['name', 'role', 'disabled'] as const

/**
 * Reads the data of a new user, such as the body of a request.
 *
 * @param role of the new user. Default: the one in `value`
 * @throws AppError `INVALID_USER` with all problems in `details.problems`: `{ pointer, expected }`
 */
export function readNewAccount(value: unknown, role?: UserRole): CheckedAccount {
  const fields = role === undefined ? FIELDS : FIELDS.filter((field) => field !== 'role')
  const { given, reader } = recordOf(value, fields)
  const email = reader.email(given.email)
  const [localPart = ''] = email.split('@')
  const account = {
    email,
    name: given.name === undefined ? localPart : reader.name(given.name),
    role: role ?? reader.role(given.role),
    password: reader.password(given.password, email),
  }
  reader.end()
  return account
}

/**
 * Reads the changes of a user: at least one of name, role and disabled.
 *
 * @throws AppError `INVALID_USER` with all problems
 */
export function readUserChanges(value: unknown): UserChanges {
  const { given, reader } = recordOf(value, CHANGES)
  const { name, role, disabled } = given
  if (name === undefined && role === undefined && disabled === undefined && reader.problems.length === 0)
    reader.refuse('', `at least one of ${CHANGES.join(', ')}`)
  const changes = {
    ...(name === undefined ? {} : { name: reader.name(name) }),
    ...(role === undefined ? {} : { role: reader.role(role) }),
    ...(disabled === undefined ? {} : { disabled: reader.flag('/disabled', disabled) }),
  }
  reader.end()
  return changes
}

/**
 * Reads a new password for the user with this e-mail address.
 *
 * @returns its normal form
 * @throws AppError `INVALID_USER` with the pointer `/password`
 */
export function readNewPassword(password: unknown, email: string): string {
  const reader = new UserReader()
  const read = reader.password(password, email)
  reader.end()
  return read
}

/** The record in `value`, with a problem for each field that is not one of `fields`. */
function recordOf(value: unknown, fields: readonly string[]) {
  const reader = new UserReader()
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    reader.refuse('', `an object with ${fields.join(', ')}`)
    throw userError(reader.problems)
  }
  const given = value as { readonly [field: string]: unknown }
  for (const field of Object.keys(given)) {
    if (fields.includes(field) || given[field] === undefined) continue
    const meant = nearestName(field, fields)
    const pointer = `/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`
    reader.refuse(pointer, `no field of this name${meant === undefined ? '' : `; did you mean ${meant}?`}`)
  }
  return { given, reader }
}

/** Reads the values of a user and collects problems. Returns a placeholder for an invalid value. */
class UserReader {
  readonly problems: UserProblem[] = []

  refuse(pointer: string, expected: string): void {
    this.problems.push({ pointer, expected })
  }

  /** @throws AppError `INVALID_USER` if there is a problem */
  end(): void {
    if (this.problems.length > 0) throw userError(this.problems)
  }

  email(found: unknown): string {
    const email = normalizeEmail(found)
    if (email === undefined) this.refuse('/email', EMAIL_EXPECTED)
    return email ?? ''
  }

  name(found: unknown): string {
    const name = typeof found === 'string' ? found.trim() : ''
    const fits = name.length > 0 && name.length <= USER_LIMITS.name
    if (fits && utf8Length(name) !== undefined && !/\p{Cc}/u.test(name)) return name
    this.refuse('/name', `1 to ${USER_LIMITS.name} characters of text without control characters`)
    return ''
  }

  role(found: unknown): UserRole {
    const role = USER_ROLES.find((known) => known === found)
    if (role === undefined) this.refuse('/role', `one of ${USER_ROLES.join(', ')}`)
    return role ?? Role.VIEWER
  }

  flag(pointer: string, found: unknown): boolean {
    if (typeof found !== 'boolean') this.refuse(pointer, 'true or false')
    return found === true
  }

  password(found: unknown, email: string): string {
    const problem = passwordProblem(found, email)
    if (problem !== undefined) this.refuse('/password', problem)
    return normalizePassword(found) ?? ''
  }
}

/** One error for all problems. The values are not repeated: one of them is a password. */
function userError(problems: readonly UserProblem[]): AppError {
  const lines = problems.map(({ pointer, expected }) => `  ${pointer || 'the user'}: expected ${expected}`)
  return new AppError('INVALID_USER', `the data of the user cannot be used:\n${lines.join('\n')}`, {
    hint: `correct the fields named above; each field: ${docsUrl('guides/accounts.md#users')}`,
    details: { problems: problems.map(({ pointer, expected }) => ({ pointer, expected })) },
  })
}
