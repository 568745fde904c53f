import type { Program } from '../../../domain/curriculum/index.js'
import { programNotFound } from '../../../domain/curriculum/index.js'
import { AppError, toJson } from '../../../domain/platform/index.js'
import {
  type ListProgramsQuery,
  MAX_PROGRAM_VIEWERS,
  type NewProgram,
  type ProgramPage,
  type ProgramRepository,
  type ReadProgramQuery,
  type StoredProgram,
} from '../../../ports/curriculum/index.js'
import { readCursor, writeCursor } from '../database/page-cursor.js'
import type { ProgramRow, Queries } from '../database/query-builder.js'
import { assertKeyText, assertWhole, isKeyText, lockProgram } from '../database/repository-checks.js'
import type { SqlDatabase } from '../database/sql-database.js'

const TABLE = 'curriculum_programs'
const VIEWERS_TABLE = 'curriculum_program_viewers'
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

  async read(id: string, { visibleTo }: ReadProgramQuery = {}): Promise<StoredProgram | undefined> {
    if (!isKeyText(id) || (visibleTo !== undefined && !isKeyText(visibleTo))) return undefined
    const row = await this.#database.read(({ queries }) =>
      programsOf(queries, visibleTo).where('id', '=', id).executeTakeFirst(),
    )
    return row && programOf(row)
  }

  async list({ ownerId, visibleTo, limit = DEFAULT_PAGE, after }: ListProgramsQuery = {}): Promise<ProgramPage> {
    assertWhole(limit, 'limit', 1, MAX_PAGE)
    const cursor = readCursor(after)
    if ([ownerId, visibleTo].some((user) => user !== undefined && !isKeyText(user))) return { programs: [] }
    const rows = await this.#database.read(({ queries }) => {
      let query = programsOf(queries, visibleTo)
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

  /** The foreign keys also delete its documents, curricula and viewers. */
  async delete(id: string): Promise<boolean> {
    if (!isKeyText(id)) return false
    const gone = await this.#database.write(({ queries }) =>
      queries.deleteFrom(TABLE).where('id', '=', id).returning('id').executeTakeFirst(),
    )
    return gone !== undefined
  }

  async readViewers(id: string): Promise<readonly string[]> {
    if (!isKeyText(id)) return []
    const rows = await this.#database.read(({ queries }) =>
      queries.selectFrom(VIEWERS_TABLE).select('user_id').where('program_id', '=', id).orderBy('user_id').execute(),
    )
    return rows.map(({ user_id }) => user_id)
  }

  async replaceViewers(id: string, viewers: readonly string[]): Promise<void> {
    const users = [...new Set(viewers)]
    assertWhole(users.length, 'the number of viewers', 0, MAX_PROGRAM_VIEWERS)
    for (const user of users) assertKeyText(user, 'the id of a viewer')
    await this.#database.write(async (context) => {
      await lockProgram(context, id)
      const { queries } = context
      await queries.deleteFrom(VIEWERS_TABLE).where('program_id', '=', id).execute()
      if (users.length === 0) return
      const rows = users.map((user_id) => ({ program_id: id, user_id }))
      await queries.insertInto(VIEWERS_TABLE).values(rows).execute()
    })
  }
}

/** All programs, or those that a user owns or views. */
function programsOf(queries: Queries, visibleTo: string | undefined) {
  const all = queries.selectFrom(TABLE).selectAll()
  if (visibleTo === undefined) return all
  return all.where(({ eb, or, selectFrom }) =>
    or([
      eb('owner_id', '=', visibleTo),
      eb('id', 'in', selectFrom(VIEWERS_TABLE).select('program_id').where('user_id', '=', visibleTo)),
    ]),
  )
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
