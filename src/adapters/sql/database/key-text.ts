import { AppError, utf8Length } from '../../../domain/platform/index.js'

/** Characters of an id or of the name of a user. */
const MAX_ID_LENGTH = 256

/**
 * Whether a text can be kept in a column of both databases and be found again: not empty, not too long, well-formed, and
 * without the character 0, which the one refuses and the other cuts the text at.
 */
export function isKeyText(text: string, maxLength = MAX_ID_LENGTH): boolean {
  return text.length > 0 && text.length <= maxLength && !text.includes('\0') && utf8Length(text) !== undefined
}

/** @param what names it in the error @throws AppError `INVALID_ARGUMENT` unless {@link isKeyText} */
export function assertKeyText(text: string, what: string, maxLength = MAX_ID_LENGTH): void {
  if (isKeyText(text, maxLength)) return
  throw new AppError('INVALID_ARGUMENT', `${what} is no text of 1 to ${maxLength} characters`, {
    hint: `give ${what} as well-formed text of 1 to ${maxLength} characters, none of them NUL`,
    details: { what, length: text.length },
  })
}

/** @throws AppError `INVALID_ARGUMENT` unless `value` is a whole number from `least` to `most` */
export function assertWhole(value: number, what: string, least: number, most: number = Number.MAX_SAFE_INTEGER): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return
  throw new AppError('INVALID_ARGUMENT', `${what} is ${value}`, {
    hint: `give ${what} as a whole number from ${least} to ${most}`,
    details: { what, found: String(value) },
  })
}
