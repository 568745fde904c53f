import { VERDICT_LEVELS } from '../../../domain/curriculum/index.js'
import { AppError, toJson } from '../../../domain/platform/index.js'
import type {
  CurriculumRepository,
  CurriculumSummary,
  ListCurriculaQuery,
  NewCurriculum,
  StoredCurriculum,
} from '../../../ports/curriculum/index.js'
import type { Queries, VersionRow } from '../database/query-builder.js'
import { assertKeyText, assertWhole, isKeyText, lockProgram } from '../database/repository-checks.js'
import type { SqlDatabase } from '../database/sql-database.js'

const TABLE = 'curriculum_versions'
const MAX_PAGE = 200
const DEFAULT_PAGE = 50

/** Stores the versions of curricula in a table: the summary in columns, the content as JSON. */
export class SqlCurriculumRepository implements CurriculumRepository {
  readonly #database: SqlDatabase

  constructor({ database }: { readonly database: SqlDatabase }) {
    this.#database = database
  }

  async save(curriculum: NewCurriculum): Promise<{ readonly summary: CurriculumSummary; readonly created: boolean }> {
    const { programId, fingerprint, createdBy, since, at, generated } = curriculum
    assertKeyText(fingerprint, 'the fingerprint of a curriculum')
    assertKeyText(createdBy, 'the user of a curriculum')
    assertWhole(at, 'at', 0)
    assertWhole(since, 'since', 0)
    const content = toJson(generated, 'generated')
    return this.#database.write(async (context) => {
      await lockProgram(context, programId)
      const { queries } = context
      const newest = await newestOf(queries, programId)
      if (newest?.fingerprint === fingerprint) return { summary: newest, created: false }
      if (newest && newest.version > since) throw conflict(newest, since)
      const row = versionRow(curriculum, (newest?.version ?? 0) + 1, content)
      await queries.insertInto(TABLE).values(row).execute()
      return { summary: summaryOf(row), created: true }
    })
  }

  async latest(programId: string): Promise<CurriculumSummary | undefined> {
    if (!isKeyText(programId)) return undefined
    return this.#database.read(({ queries }) => newestOf(queries, programId))
  }

  async read(programId: string, version: number): Promise<StoredCurriculum | undefined> {
    if (!isKeyText(programId) || !Number.isSafeInteger(version)) return undefined
    const row = await this.#database.read(({ queries }) =>
      queries
        .selectFrom(TABLE)
        .selectAll()
        .where('program_id', '=', programId)
        .where('version', '=', version)
        .executeTakeFirst(),
    )
    return row && { summary: summaryOf(row), generated: JSON.parse(row.content) }
  }

  async list(programId: string, query: ListCurriculaQuery = {}): Promise<readonly CurriculumSummary[]> {
    const { limit = DEFAULT_PAGE, below } = query
    assertWhole(limit, 'limit', 1, MAX_PAGE)
    if (below !== undefined) assertWhole(below, 'below', 1)
    if (!isKeyText(programId)) return []
    const rows = await this.#database.read(({ queries }) => {
      const all = queries.selectFrom(TABLE).select(SUMMARY_COLUMNS).where('program_id', '=', programId)
      const selected = below === undefined ? all : all.where('version', '<', below)
      return selected.orderBy('version', 'desc').limit(limit).execute()
    })
    return rows.map(summaryOf)
  }
}

async function newestOf(queries: Queries, programId: string): Promise<CurriculumSummary | undefined> {
  const row = await queries
    .selectFrom(TABLE)
    .select(SUMMARY_COLUMNS)
    .where('program_id', '=', programId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && summaryOf(row)
}

function conflict({ programId, version }: CurriculumSummary, since: number): AppError {
  return new AppError('VERSION_CONFLICT', `version ${version} was saved since version ${since} was read`, {
    hint: 'read the newest version, and generate again if you need another one',
    details: { programId, since, version },
  })
}

/** The columns of a summary: all but the content, which may be large. */
const SUMMARY_COLUMNS = [
  'program_id',
  'version',
  'fingerprint',
  'created_by',
  'created_at',
  'title',
  'units',
  'items',
  'verdict',
  'readiness',
] as const

/** @param content the generated curriculum as JSON */
function versionRow(curriculum: NewCurriculum, version: number, content: string): VersionRow {
  const { programId, fingerprint, createdBy, at, generated } = curriculum
  const { program, units, items } = generated.curriculum
  const { verdict, total } = generated.report.readiness
  return {
    program_id: programId,
    version,
    fingerprint,
    created_by: createdBy,
    created_at: at,
    title: JSON.stringify(program.title),
    units: units.length,
    items: items.length,
    verdict,
    readiness: total,
    content,
  }
}

function summaryOf(row: Omit<VersionRow, 'content'>): CurriculumSummary {
  return {
    programId: row.program_id,
    version: row.version,
    fingerprint: row.fingerprint,
    createdBy: row.created_by,
    createdAt: row.created_at,
    title: JSON.parse(row.title),
    units: row.units,
    items: row.items,
    verdict: verdictOf(row.verdict),
    readiness: row.readiness,
  }
}

/** A verdict of a newer version of this software says nothing here. */
function verdictOf(stored: string): CurriculumSummary['verdict'] {
  return VERDICT_LEVELS.find((verdict) => verdict === stored) ?? 'not-usable'
}
