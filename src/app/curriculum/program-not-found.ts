import { AppError } from '../../domain/platform/index.js'

/** There is no such program, or no longer. */
export function programNotFound(id: string): AppError {
  return new AppError('PROGRAM_NOT_FOUND', `there is no program ${JSON.stringify(id)}`, {
    hint: 'create it first; it may have been deleted',
    details: { programId: id },
  })
}
