import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { AppError, messageOf } from '../../domain/platform/index.js'

/**
 * Makes sure that the folder of the embedded database is there and can be written: by writing, since access rights alone
 * do not tell of a read-only or full disk.
 *
 * @throws AppError `DATA_DIR_UNUSABLE`
 */
export async function prepareDataFolder(dataDir: string): Promise<void> {
  const folder = resolve(dataDir)
  const trial = join(folder, `.writable-${process.pid}`)
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(trial, 'x')
    await rm(trial)
  } catch (error) {
    throw new AppError('DATA_DIR_UNUSABLE', `DATA_DIR is ${folder} and cannot be written: ${messageOf(error)}`, {
      hint: 'set DATA_DIR to a folder that this user may write, or DATABASE_URL to use Postgres',
      cause: error,
    })
  }
}
