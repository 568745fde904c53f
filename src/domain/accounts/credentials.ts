import { utf8Length } from '../platform/index.js'
import { USER_LIMITS } from './user.js'

/** A text that is longer than this is not examined. In UTF-16 units. */
const MAX_EXAMINED = 4 * USER_LIMITS.maxPasswordBytes

/** What a valid e-mail address is, for messages. */
export const EMAIL_EXPECTED = `an e-mail address of at most ${USER_LIMITS.email} characters, like name@example.org`

/** What a valid password is, for messages. */
export const PASSWORD_EXPECTED = `a password of ${USER_LIMITS.minPasswordBytes} to ${USER_LIMITS.maxPasswordBytes} bytes in UTF-8 without NUL`

/**
 * The normal form of an e-mail address: trimmed, in lower case and NFC. Addresses with the same normal form are the same
 * user.
 *
 * @returns `undefined` if the value is not a valid address
 */
export function normalizeEmail(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > MAX_EXAMINED) return undefined
  const email = value.normalize('NFC').trim().toLowerCase().normalize('NFC')
  if (email.length > USER_LIMITS.email || utf8Length(email) === undefined) return undefined
  // No blanks, no control characters, and none that are invisible or change the direction of text.
  return /^[^@\s\p{C}]+@[^@\s\p{C}]+$/u.test(email) ? email : undefined
}

/**
 * The form of a password that is hashed: NFKC, so that the same letters give the same bytes on every keyboard.
 *
 * @returns `undefined` if no valid password has this form: not a string, lone surrogates, NUL, or more than the maximum of bytes
 */
export function normalizePassword(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > MAX_EXAMINED) return undefined
  const password = value.normalize('NFKC')
  const bytes = utf8Length(password)
  const fits = bytes !== undefined && bytes <= USER_LIMITS.maxPasswordBytes && !password.includes('\0')
  return fits ? password : undefined
}

/**
 * What is wrong with a new password; `undefined` if nothing is.
 *
 * @param email of the user, in its normal form
 */
export function passwordProblem(value: unknown, email?: string): string | undefined {
  const password = normalizePassword(value)
  if (password === undefined || (utf8Length(password) ?? 0) < USER_LIMITS.minPasswordBytes) return PASSWORD_EXPECTED
  if (email !== undefined && normalizeEmail(password) === email) return 'a password that is not the e-mail address'
  return undefined
}

/** Whether a text has the form of a set-up token: 43 characters of base64url, which are 32 random bytes. */
export function isSetupToken(text: unknown): text is string {
  return typeof text === 'string' && /^[\w-]{43}$/.test(text)
}
