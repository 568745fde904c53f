import { AppError, utf8Length } from '../../domain/platform/index.js'

const MOST_CHARACTERS = 256

/**
 * Refuses what cannot be the id of a program or of its owner.
 *
 * @throws AppError `INVALID_ARGUMENT`
 */
export function assertName(name: unknown, what: string): asserts name is string {
  const fits = typeof name === 'string' && name.length >= 1 && name.length <= MOST_CHARACTERS
  if (fits && utf8Length(name) !== undefined && !/\p{Cc}/u.test(name)) return
  const found = typeof name === 'string' ? `a text of ${name.length} characters` : typeof name
  throw new AppError('INVALID_ARGUMENT', `the ${what} is ${found}`, {
    hint: `give 1 to ${MOST_CHARACTERS} characters without control characters`,
    details: { what, found },
  })
}
