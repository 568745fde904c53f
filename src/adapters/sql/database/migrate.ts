import { AppError } from '../../../domain/platform/index.js'
import { MIGRATIONS, type Migration } from './migrations.js'
import type { SqlDialect } from './sql-engine.js'
import type { SqlContext } from './sql-operation.js'

/**
 * The migrations that the tables still lack.
 *
 * @param place names the database in the error
 * @throws AppError `DATABASE_INCOMPATIBLE` if a newer version of this software has been here
 */
export async function missingMigrations(
  { queries }: SqlContext,
  place: string,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<readonly Migration[]> {
  const rows = await queries.selectFrom('curriculum_migrations').select('id').execute()
  const applied = rows.map(({ id }) => id)
  const [known, newest] = [Math.max(0, ...migrations.map(({ id }) => id)), Math.max(0, ...applied)]
  if (newest <= known) return migrations.filter(({ id }) => !applied.includes(id))
  throw new AppError(
    'DATABASE_INCOMPATIBLE',
    `${place} has tables of form ${newest}, and this version knows ${known}`,
    {
      hint: 'a newer version of this software has used it: run that version, or put an older backup in its place',
      details: { found: newest, known },
    },
  )
}

/**
 * Brings the tables to the form of this version, in a transaction that keeps other processes from doing it meanwhile.
 *
 * @param now in milliseconds since 1970
 * @throws AppError `DATABASE_INCOMPATIBLE`
 */
export async function migrate(
  context: SqlContext,
  { dialect, place, now }: { readonly dialect: SqlDialect; readonly place: string; readonly now: number },
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const { queries, execute } = context
  const { types, tableOptions, lockMigrations, encoding } = dialect
  if (lockMigrations !== undefined) await execute(lockMigrations)
  if (encoding !== undefined) assertUtf8(place, await execute(encoding))
  await execute(
    `create table if not exists curriculum_migrations (
      id ${types.integer} primary key not null,
      name ${types.text} not null,
      applied_at ${types.integer} not null
    ) ${tableOptions}`,
  )
  // What another process has done while this one waited is not done again.
  for (const { id, name, statements } of await missingMigrations(context, place, migrations)) {
    for (const statement of statements(dialect)) await execute(statement)
    await queries.insertInto('curriculum_migrations').values({ id, name, applied_at: now }).execute()
  }
}

/** In another encoding, Postgres could not keep every name, and would order them otherwise. */
function assertUtf8(place: string, { rows }: { readonly rows: readonly object[] }): void {
  const [found] = Object.values(rows[0] ?? {})
  if (found === 'UTF8') return
  throw new AppError('DATABASE_INCOMPATIBLE', `${place} keeps text as ${String(found)}, and not as UTF8`, {
    hint: "create a database of its own for it: CREATE DATABASE name ENCODING 'UTF8' TEMPLATE template0",
    details: { found: String(found) },
  })
}
