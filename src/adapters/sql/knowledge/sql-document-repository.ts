import { readingOrder } from '../../../domain/knowledge/index.js'
import { AppError } from '../../../domain/platform/index.js'
import {
  DOCUMENT_REPOSITORY_LIMITS,
  type DocumentFile,
  type DocumentRepository,
  type NewFile,
  type StoredFile,
} from '../../../ports/knowledge/index.js'
import type { DocumentRow, Queries } from '../database/query-builder.js'
import { assertKeyText, assertWhole, isKeyText, lockProgram } from '../database/repository-checks.js'
import type { SqlDatabase } from '../database/sql-database.js'

const TABLE = 'curriculum_documents'
const PARTS_TABLE = 'curriculum_document_parts'
/** Bytes of a part. Limits the time of a statement and the size of its buffers. */
const PART_BYTES = 1024 * 1024
const LIMITS = DOCUMENT_REPOSITORY_LIMITS
/** Added to the deadline of an operation for each MiB of a document. */
const MS_PER_MIB = 1000
const BASE_MS = 10_000

/** Stores documents in two tables: one for the files, one for parts of their bytes. */
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

/** The size of a document is unknown before it is read, so this is the deadline of the largest. */
const READ_MS = deadlineFor(50 * 1024 * 1024)

async function rowOf(queries: Queries, programId: string, name: string): Promise<DocumentRow | undefined> {
  return queries
    .selectFrom(TABLE)
    .selectAll()
    .where('program_id', '=', programId)
    .where('name', '=', name)
    .executeTakeFirst()
}

/** The foreign key also deletes its parts. */
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
  throw new AppError('TOO_MANY_DOCUMENTS', `the program has ${LIMITS.documents} documents, which is the maximum`, {
    hint: 'remove documents, or merge several into one',
    details: { programId, limit: LIMITS.documents },
  })
}

function fileOf({ name, bytes, digest, added_at }: DocumentRow): StoredFile {
  return { name, bytes, digest, addedAt: added_at }
}

interface DocumentKey {
  readonly programId: string
  readonly name: string
}

async function writeParts(queries: Queries, { programId, name }: DocumentKey, bytes: Uint8Array): Promise<void> {
  for (let part = 0; part * PART_BYTES < bytes.length; part++) {
    // A copy: sending a view to a thread copies its whole buffer.
    const content = bytes.slice(part * PART_BYTES, (part + 1) * PART_BYTES)
    await queries.insertInto(PARTS_TABLE).values({ program_id: programId, name, part, content }).execute()
  }
}

/** @param length the size of the document */
async function readParts(queries: Queries, { programId, name }: DocumentKey, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  for (let part = 0; part * PART_BYTES < length; part++) {
    const { content } = await queries
      .selectFrom(PARTS_TABLE)
      .select('content')
      .where('program_id', '=', programId)
      .where('name', '=', name)
      .where('part', '=', part)
      .executeTakeFirstOrThrow()
    bytes.set(content, part * PART_BYTES)
  }
  return bytes
}
