import { programNotFound } from '../../../domain/curriculum/index.js'
import { AppError, assertNumber, utf8Length } from '../../../domain/platform/index.js'
import type { SqlContext } from './sql-operation.js'

/** The maximum length of an id or user. */
const MAX_ID_LENGTH = 256

/**
 * Whether both databases can store the text and find it again: not empty, not too long, well-formed, and without NUL, which
 * one database rejects and the other truncates at.
 */
export function isKeyText(text: string, maxLength = MAX_ID_LENGTH): boolean {
  return (
    typeof text === 'string' &&
    text.length > 0 &&
    text.length <= maxLength &&
    !text.includes('\0') &&
    utf8Length(text) !== undefined
  )
}

/** @param what the name in the error @throws AppError `INVALID_ARGUMENT` unless {@link isKeyText} */
export function assertKeyText(text: string, what: string, maxLength = MAX_ID_LENGTH): void {
  if (isKeyText(text, maxLength)) return
  throw new AppError('INVALID_ARGUMENT', `${what} is not a text of 1 to ${maxLength} characters`, {
    hint: `pass ${what} as well-formed text of 1 to ${maxLength} characters without NUL`,
    details: { what, length: typeof text === 'string' ? text.length : null },
  })
}

/** @throws AppError `INVALID_ARGUMENT` unless `value` is a whole number from `min` to `max` */
export function assertWhole(value: number, what: string, min: number, max: number = Number.MAX_SAFE_INTEGER): void {
  assertNumber(value, what, { min, max, whole: true, wanted: `a whole number from ${min} to ${max}` })
}

/**
 * Locks a program: other operations wait until this one ends.
 *
 * @throws AppError `PROGRAM_NOT_FOUND`
 */
export async function lockProgram({ queries, rowLocks }: SqlContext, programId: string): Promise<void> {
  if (!isKeyText(programId)) throw programNotFound(programId)
  const query = queries.selectFrom('curriculum_programs').select('version').where('id', '=', programId)
  const row = await (rowLocks ? query.forUpdate() : query).executeTakeFirst()
  if (!row) throw programNotFound(programId)
}
