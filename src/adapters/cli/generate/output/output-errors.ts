import { AppError, messageOf } from '../../../../domain/platform/index.js'

/** The folder that was named cannot take the result; known before the work begins. */
export function outputUnusable(
  what: string,
  hint: string,
  details: { readonly files?: readonly string[] } = {},
  cause?: unknown,
): AppError {
  return new AppError('OUTPUT_UNUSABLE', what, { hint, details, ...(cause === undefined ? {} : { cause }) })
}

/** The result is there and could not be written. */
export function outputNotWritten(folder: string, cause: unknown): AppError {
  const code = errorCodeOf(cause)
  return new AppError('OUTPUT_NOT_WRITTEN', `the result could not be written to ${folder}: ${messageOf(cause)}`, {
    hint: HINTS[code] ?? 'mend what is wrong with the disk, or name another folder with --out',
    details: { code },
    cause,
  })
}

/** `ENOSPC`, or an empty text. */
export function errorCodeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}

const HINTS: { readonly [code: string]: string } = {
  ENOSPC: 'make room on the disk, or name a folder on another one with --out',
  EDQUOT: 'the quota of this user is used up: make room, or name a folder elsewhere with --out',
  EFBIG: 'this process may not write files of that size: raise its limit (ulimit -f)',
  EBUSY: 'close the program that has the file open, and run it again',
  EPERM: 'close the program that has the file open, or name a folder that this user may write with --out',
}
