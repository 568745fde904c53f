import { AppError } from '../../../domain/platform/index.js'
import { isKeyText } from '../database/key-text.js'

/** Where a page of programs ended. */
export interface ProgramCursor {
  readonly createdAt: number
  readonly id: string
}

export function writeCursor({ createdAt, id }: ProgramCursor): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url')
}

/** @throws AppError `INVALID_ARGUMENT` for what {@link writeCursor} did not write */
export function readCursor(text: string): ProgramCursor {
  const cursor = parse(text)
  if (cursor && writeCursor(cursor) === text) return cursor
  throw new AppError('INVALID_ARGUMENT', 'after is not the next of any page', {
    hint: 'pass next of the page before as it is, or leave it out to begin with the newest',
  })
}

function parse(text: string): ProgramCursor | undefined {
  try {
    const [createdAt, id]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString())
    const fits = Number.isSafeInteger(createdAt) && typeof id === 'string' && isKeyText(id)
    return fits ? { createdAt: createdAt as number, id: id as string } : undefined
  } catch {
    // No JSON: not ours.
    return undefined
  }
}
