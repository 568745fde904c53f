import { USER_LIMITS, USER_ROLES } from '../../../../domain/accounts/index.js'
import type { Zod } from '../../../shared/zod.js'

/** A longer text is rejected before it is hashed. The domain counts the bytes. */
const MAX_PASSWORD_CHARACTERS = 4 * USER_LIMITS.maxPasswordBytes

/** Users, and what signs them in. Length and type of every field; the domain checks new users again. */
export function userSchemas(z: Zod) {
  const time = z.iso.datetime()
  const email = z.string().trim().min(1).max(USER_LIMITS.email)
  const name = z.string().trim().min(1).max(USER_LIMITS.name)
  const role = z.enum(USER_ROLES)
  const password = z.string().min(1).max(MAX_PASSWORD_CHARACTERS)
  const newPassword = password.describe(
    `${USER_LIMITS.minPasswordBytes} to ${USER_LIMITS.maxPasswordBytes} bytes in UTF-8`,
  )
  const displayName = name.optional().describe('Default: the part of the e-mail address before the `@`')
  const user = z
    .strictObject({
      id: z.string(),
      email: z.string(),
      name: z.string(),
      role,
      disabled: z.boolean().describe('A disabled user cannot sign in'),
      version: z.int().min(1).describe('Increases with every change'),
      createdAt: time,
      updatedAt: time,
    })
    .describe('A user')
  return {
    user,
    users: z.strictObject({ users: z.array(user), next: z.string().optional() }),
    setUp: z.strictObject({
      token: z.string().min(1).max(300).describe('The one-time token of the newest start of the service'),
      email,
      name: displayName,
      password: newPassword,
    }),
    credentials: z.strictObject({ email, password }),
    passwordChange: z.strictObject({ current: password, password: newPassword }),
    newUser: z.strictObject({ email, name: displayName, role, password: newPassword }),
    userChanges: z
      .strictObject({ name: name.optional(), role: role.optional(), disabled: z.boolean().optional() })
      .describe('At least one field'),
    newPassword: z.strictObject({ password: newPassword }),
  }
}
