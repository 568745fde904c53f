import { AppError } from '../../../domain/platform/index.js'
import { isKeyText } from './key-text.js'
import type { SqlContext } from './sql-operation.js'

/**
 * Lets no other operation change what belongs to a program until this one ends.
 *
 * @throws AppError `PROGRAM_NOT_FOUND`
 */
export async function lockProgram({ queries, rowLocks }: SqlContext, programId: string): Promise<void> {
  if (!isKeyText(programId)) throw programNotFound(programId)
  const query = queries.selectFrom('curriculum_programs').select('version').where('id', '=', programId)
  const row = await (rowLocks ? query.forUpdate() : query).executeTakeFirst()
  if (!row) throw programNotFound(programId)
}

export function programNotFound(programId: string): AppError {
  return new AppError('PROGRAM_NOT_FOUND', `there is no program ${JSON.stringify(programId.slice(0, 256))}`, {
    hint: 'list the programs to see which there are',
    details: { programId: programId.slice(0, 256) },
  })
}
