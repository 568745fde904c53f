import type { Program } from '../../../domain/curriculum/index.js'
import { programNotFound } from '../../../domain/curriculum/index.js'
import { AppError, toJson } from '../../../domain/platform/index.js'
import type {
  ListProgramsQuery,
  NewProgram,
  ProgramPage,
  ProgramRepository,
  StoredProgram,
} from '../../../ports/curriculum/index.js'
import { readCursor, writeCursor } from '../database/page-cursor.js'
import type { ProgramRow } from '../database/query-builder.js'
import { assertKeyText, assertWhole, isKeyText } from '../database/repository-checks.js'
import type { SqlDatabase } from '../database/sql-database.js'

const TABLE = 'curriculum_programs'
const MAX_PAGE = 200
const DEFAULT_PAGE = 50

/** Stores programs in a table. */
export class SqlProgramRepository implements ProgramRepository {
  readonly #database: SqlDatabase

  constructor({ database }: { readonly database: SqlDatabase }) {
    this.#database = database
  }

  async create({ id, ownerId, brief, at }: NewProgram): Promise<StoredProgram> {
    assertKeyText(id, 'the id of a program')
    assertKeyText(ownerId, 'the owner of a program')
    assertWhole(at, 'at', 0)
    const row: ProgramRow = {
      id,
      owner_id: ownerId,
      brief: toJson(brief, 'brief'),
      version: 1,
      created_at: at,
      updated_at: at,
    }
    const created = await this.#database.write(({ queries }) =>
      queries
        .insertInto(TABLE)
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst(),
    )
    if (created) return programOf(row)
    throw new AppError('PROGRAM_EXISTS', `the program ${JSON.stringify(id)} already exists`, {
      hint: 'use another id, or update the existing program',
      details: { programId: id },
    })
  }

  async read(id: string): Promise<StoredProgram | undefined> {
    if (!isKeyText(id)) return undefined
    const row = await this.#database.read(({ queries }) =>
      queries.selectFrom(TABLE).selectAll().where('id', '=', id).executeTakeFirst(),
    )
    return row && programOf(row)
  }

  async list({ ownerId, limit = DEFAULT_PAGE, after }: ListProgramsQuery = {}): Promise<ProgramPage> {
    assertWhole(limit, 'limit', 1, MAX_PAGE)
    const cursor = readCursor(after)
    if (ownerId !== undefined && !isKeyText(ownerId)) return { programs: [] }
    const rows = await this.#database.read(({ queries }) => {
      let query = queries.selectFrom(TABLE).selectAll()
      if (ownerId !== undefined) query = query.where('owner_id', '=', ownerId)
      if (cursor) {
        const { createdAt, id } = cursor
        query = query.where(({ and, eb, or }) =>
          or([eb('created_at', '<', createdAt), and([eb('created_at', '=', createdAt), eb('id', '>', id)])]),
        )
      }
      // One more than requested, to see whether there is a next page.
      return query
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(limit + 1)
        .execute()
    })
    const programs = rows.slice(0, limit).map(programOf)
    const last = programs.at(-1)
    return rows.length > limit && last ? { programs, next: writeCursor(last) } : { programs }
  }

  async update(id: string, brief: Program, write: { since: number; at: number }): Promise<StoredProgram> {
    const { since, at } = write
    const text = toJson(brief, 'brief')
    assertWhole(at, 'at', 0)
    assertWhole(since, 'since', 0)
    if (!isKeyText(id)) throw programNotFound(id)
    const row = await this.#database.write(async ({ queries }) => {
      const updated = await queries
        .updateTable(TABLE)
        .set({ brief: text, version: since + 1, updated_at: at })
        .where('id', '=', id)
        .where('version', '=', since)
        .returningAll()
        .executeTakeFirst()
      if (updated) return updated
      const found = await queries.selectFrom(TABLE).select('version').where('id', '=', id).executeTakeFirst()
      if (!found) throw programNotFound(id)
      throw new AppError('VERSION_CONFLICT', `the program now has version ${found.version}, not ${since}`, {
        hint: 'read the program again and repeat the change',
        details: { programId: id, since, version: found.version },
      })
    })
    return programOf(row)
  }

  /** The foreign keys also delete its documents and curricula. */
  async delete(id: string): Promise<boolean> {
    if (!isKeyText(id)) return false
    const gone = await this.#database.write(({ queries }) =>
      queries.deleteFrom(TABLE).where('id', '=', id).returning('id').executeTakeFirst(),
    )
    return gone !== undefined
  }
}

function programOf(row: ProgramRow): StoredProgram {
  return {
    id: row.id,
    ownerId: row.owner_id,
    brief: JSON.parse(row.brief),
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
