import { AppError } from '../../../domain/platform/index.js'
import { isKeyText } from './repository-checks.js'

/** The last row of a page, newest first. */
interface PageCursor {
  readonly createdAt: number
  readonly id: string
}

/** The `next` of a page with this last row. */
export function writeCursor({ createdAt, id }: PageCursor): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url')
}

/**
 * Reads the `after` of a list.
 *
 * @throws AppError `INVALID_ARGUMENT` if {@link writeCursor} did not write the text
 */
export function readCursor(after: string | undefined): PageCursor | undefined {
  if (after === undefined) return undefined
  const cursor = parse(after)
  if (cursor && writeCursor(cursor) === after) return cursor
  throw new AppError('INVALID_ARGUMENT', 'after is not the next of a page', {
    hint: 'pass the next of the previous page unchanged, or leave it out to start with the newest',
  })
}

function parse(text: string): PageCursor | undefined {
  try {
    const [createdAt, id]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString())
    const fits = Number.isSafeInteger(createdAt) && typeof id === 'string' && isKeyText(id)
    return fits ? { createdAt: createdAt as number, id: id as string } : undefined
  } catch {
    // No JSON, so not a cursor.
    return undefined
  }
}
