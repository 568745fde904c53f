import { programNotFound } from '../../../domain/curriculum/index.js'
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
