import { Role } from '../sessions/index.js'

/** The roles that a user can have. */
export const USER_ROLES = [Role.ADMINISTRATOR, Role.AUTHOR, Role.VIEWER] as const

/** One of {@link USER_ROLES}. */
export type UserRole = (typeof USER_ROLES)[number]

/** A person who can sign in. The password is not part of it. */
export interface User {
  readonly id: string
  /** In its normal form, unique. */
  readonly email: string
  /** The name for people. */
  readonly name: string
  readonly role: UserRole
  /** A disabled user cannot sign in. */
  readonly disabled: boolean
  /** In milliseconds since 1970. */
  readonly createdAt: number
  readonly updatedAt: number
  /** 1 for a new user; incremented by every update. A new password does not change it. */
  readonly version: number
}

/** What an update changes; fields that are left out keep their values. */
export interface UserChanges {
  readonly name?: string
  readonly role?: UserRole
  readonly disabled?: boolean
}

/** The limits of a user. */
export const USER_LIMITS = {
  /** UTF-16 units of an e-mail address, as in SMTP. */
  email: 254,
  /** UTF-16 units of a name. */
  name: 200,
  /** Bytes of a password in UTF-8, in the form NFKC. */
  minPasswordBytes: 10,
  maxPasswordBytes: 1024,
} as const

/** Whether the user is an administrator who can sign in. */
export function isActiveAdministrator({ role, disabled }: Pick<User, 'role' | 'disabled'>): boolean {
  return role === Role.ADMINISTRATOR && !disabled
}
