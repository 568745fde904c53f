import { AppError, type ErrorCode, utf8Length } from '../../../domain/platform/index.js'

/** Whether a text can be an id or a name. */
export function isName(text: string, maxLength = 256): boolean {
  return text.length >= 1 && text.length <= maxLength && !text.includes('\0') && utf8Length(text) !== undefined
}

/** @throws AppError `code` unless `fits` */
export function demand(fits: boolean, code: ErrorCode): asserts fits {
  if (!fits) throw new AppError(code, code)
}

/** @throws AppError `INVALID_ARGUMENT` for a limit of a list outside of 1 to 200 */
export function demandLimit(limit: number): void {
  demand(Number.isInteger(limit) && limit >= 1 && limit <= 200, 'INVALID_ARGUMENT')
}
