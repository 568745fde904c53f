import { messageOf } from '../../../domain/platform/index.js'
import type { SqlFault } from './sql-engine.js'

type Explanation = Omit<SqlFault, 'settled'>

const FOLDER_HINT = 'set DATA_DIR to a folder that this user may write, or DATABASE_URL to use Postgres'
const DAMAGED: Explanation = {
  code: 'STORE_UNAVAILABLE',
  what: 'the file is damaged, or is no database',
  hint: 'move it away and put a backup in its place',
}
const FOLDER: Explanation = { code: 'DATA_DIR_UNUSABLE', what: 'the file cannot be written', hint: FOLDER_HINT }
const FULL: Explanation = { code: 'STORE_FULL', what: 'the disk is full', hint: 'free disk space' }

/** By the code, or by its beginning up to the second underscore. */
const MEANINGS: { readonly [code: string]: Explanation | undefined } = {
  SQLITE_BUSY: {
    code: 'STORE_UNAVAILABLE',
    what: 'another process is writing for too long',
    hint: 'try again later; look which process holds the file',
  },
  SQLITE_FULL: FULL,
  SQLITE_NOTADB: DAMAGED,
  SQLITE_CORRUPT: DAMAGED,
  SQLITE_READONLY: FOLDER,
  SQLITE_CANTOPEN: FOLDER,
  SQLITE_PERM: FOLDER,
  SQLITE_TOOBIG: { code: 'INVALID_ARGUMENT', what: 'a value is too large', hint: 'give less than 1 GB' },
  EACCES: FOLDER,
  EPERM: FOLDER,
  EROFS: FOLDER,
  ENOTDIR: FOLDER,
  EEXIST: FOLDER,
  EISDIR: FOLDER,
  ENOENT: FOLDER,
  ENOSPC: FULL,
}

/** What an error of the embedded database, or of the file system below it, means. */
export function explainLibsql(error: unknown): SqlFault {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  const message = messageOf(error)
  // It has no code for a file that cannot be opened.
  const family = /unable to open/i.test(message) ? 'SQLITE_CANTOPEN' : code.split('_', 2).join('_')
  const known = MEANINGS[family]
  // With these words it says that the transaction is not in the file; after others, like an error of the disk, it may be.
  const settled = known !== undefined && known !== DAMAGED
  if (known) return { ...known, what: `${known.what} (${code || message})`, settled }
  if (/no such (table|column)/.test(message)) {
    return {
      code: 'DATABASE_INCOMPATIBLE',
      what: `its tables are not those of this version (${message})`,
      hint: 'somebody changed them; put a backup in its place',
      settled: true,
    }
  }
  return {
    code: 'STORE_UNAVAILABLE',
    what: message,
    hint: 'look at the disk of DATA_DIR and at the log of the machine',
    settled: false,
  }
}
