import { readingOrder } from '../../../domain/knowledge/index.js'
import { AppError } from '../../../domain/platform/index.js'
import {
  DOCUMENT_REPOSITORY_LIMITS,
  type DocumentFile,
  type DocumentRepository,
  type NewFile,
  type StoredFile,
} from '../../../ports/knowledge/index.js'
import { assertKeyText, assertWhole, isKeyText } from '../database/key-text.js'
import { lockProgram } from '../database/lock-program.js'
import type { Queries } from '../database/query-builder.js'
import type { DocumentRow } from '../database/schema.js'
import type { SqlDatabase } from '../database/sql-database.js'
import { readParts, writeParts } from './document-parts.js'

const TABLE = 'curriculum_documents'
const LIMITS = DOCUMENT_REPOSITORY_LIMITS
/** For each further MiB a document may take so much longer than an operation may. */
const MS_PER_MIB = 1000
const BASE_MS = 10_000

/** Documents in tables: what is known of each, and its bytes in parts. */
export class SqlDocumentRepository implements DocumentRepository {
  readonly #database: SqlDatabase

  constructor({ database }: { readonly database: SqlDatabase }) {
    this.#database = database
  }

  async put(programId: string, file: NewFile): Promise<{ readonly file: StoredFile; readonly created: boolean }> {
    const { name, bytes, digest, at } = file
    assertKeyText(name, 'the name of a document', LIMITS.name)
    assertWhole(at, 'at', 0)
    assertKeyText(digest, 'the digest of a document')
    const row: DocumentRow = { program_id: programId, name, bytes: bytes.length, digest, added_at: at }
    return this.#database.write(async (context) => {
      await lockProgram(context, programId)
      const { queries } = context
      const before = await rowOf(queries, programId, name)
      if (before?.digest === digest && before.bytes === bytes.length) return { file: fileOf(before), created: false }
      if (before) await deleteRow(queries, programId, name)
      else await assertRoom(queries, programId)
      await queries.insertInto(TABLE).values(row).execute()
      await writeParts(queries, { programId, name }, bytes)
      return { file: fileOf(row), created: before === undefined }
    }, deadlineFor(bytes.length))
  }

  async list(programId: string): Promise<readonly StoredFile[]> {
    if (!isKeyText(programId)) return []
    const rows = await this.#database.read(({ queries }) =>
      queries.selectFrom(TABLE).selectAll().where('program_id', '=', programId).execute(),
    )
    return rows.map(fileOf).sort((one, other) => readingOrder(one.name, other.name))
  }

  async read(programId: string, name: string): Promise<DocumentFile | undefined> {
    if (!isKeyText(programId) || !isKeyText(name, LIMITS.name)) return undefined
    return this.#database.snapshot(async ({ queries }) => {
      const row = await rowOf(queries, programId, name)
      return row && { name, bytes: await readParts(queries, { programId, name }, row.bytes) }
    }, READ_MS)
  }

  async remove(programId: string, name: string): Promise<boolean> {
    if (!isKeyText(programId) || !isKeyText(name, LIMITS.name)) return false
    return this.#database.write(({ queries }) => deleteRow(queries, programId, name))
  }
}

function deadlineFor(bytes: number): number {
  return BASE_MS + Math.ceil(bytes / 1024 / 1024) * MS_PER_MIB
}

/** How large a document is, is only known when it is being read. */
const READ_MS = deadlineFor(50 * 1024 * 1024)

async function rowOf(queries: Queries, programId: string, name: string): Promise<DocumentRow | undefined> {
  return queries
    .selectFrom(TABLE)
    .selectAll()
    .where('program_id', '=', programId)
    .where('name', '=', name)
    .executeTakeFirst()
}

/** Its parts go with it: the tables say so. */
async function deleteRow(queries: Queries, programId: string, name: string): Promise<boolean> {
  const gone = await queries
    .deleteFrom(TABLE)
    .where('program_id', '=', programId)
    .where('name', '=', name)
    .returning('name')
    .executeTakeFirst()
  return gone !== undefined
}

async function assertRoom(queries: Queries, programId: string): Promise<void> {
  const { count } = await queries
    .selectFrom(TABLE)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('program_id', '=', programId)
    .executeTakeFirstOrThrow()
  if (Number(count) < LIMITS.documents) return
  throw new AppError('TOO_MANY_DOCUMENTS', `the program has ${LIMITS.documents} documents, and may not have more`, {
    hint: 'remove documents that are not needed, or put several into one',
    details: { programId, limit: LIMITS.documents },
  })
}

function fileOf({ name, bytes, digest, added_at }: DocumentRow): StoredFile {
  return { name, bytes, digest, addedAt: added_at }
}
