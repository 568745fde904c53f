import { stat } from 'node:fs/promises'
import { AppError } from '../../../domain/platform/index.js'

/** @throws AppError `NO_USABLE_DOCUMENTS` if there is no such folder */
export async function assertDocuments(path: string): Promise<void> {
  const fault = await stat(path).then(
    (found) => (found.isDirectory() ? undefined : 'is a file'),
    (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? 'is not there' : `cannot be read (${error.code})`),
  )
  if (fault === undefined) return
  throw new AppError('NO_USABLE_DOCUMENTS', `the folder of documents ${path} ${fault}`, {
    hint: 'name the folder with the teaching material with --docs',
    details: { refused: [] },
  })
}
