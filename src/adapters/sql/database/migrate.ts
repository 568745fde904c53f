import { AppError } from '../../../domain/platform/index.js'
import type { SqlDialect } from './sql-engine.js'
import type { SqlContext } from './sql-operation.js'

/**
 * The migrations that are not applied yet.
 *
 * @param place the name of the database in the error
 * @throws AppError `DATABASE_INCOMPATIBLE` if a newer version of this software used the database
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
    `${place} has tables of version ${newest}; this software knows ${known}`,
    {
      hint: 'a newer version of this software used it: run that version, or restore an older backup',
      details: { found: newest, known },
    },
  )
}

/**
 * Migrates the tables to this version, in a transaction that excludes other processes.
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
  // Another process may have migrated while this one waited for the lock.
  for (const { id, name, statements } of await missingMigrations(context, place, migrations)) {
    for (const statement of statements(dialect)) await execute(statement)
    await queries.insertInto('curriculum_migrations').values({ id, name, applied_at: now }).execute()
  }
}

/** With another encoding, Postgres could not store every name and would order names differently. */
function assertUtf8(place: string, { rows }: { readonly rows: readonly object[] }): void {
  const [found] = Object.values(rows[0] ?? {})
  if (found === 'UTF8') return
  throw new AppError('DATABASE_INCOMPATIBLE', `${place} has the encoding ${String(found)} instead of UTF8`, {
    hint: "create another database: CREATE DATABASE name ENCODING 'UTF8' TEMPLATE template0",
    details: { found: String(found) },
  })
}

/** A change of the tables. A released migration never changes. */
interface Migration {
  /** 1, 2, 3, ... */
  readonly id: number
  readonly name: string
  /** The statements, in order. */
  readonly statements: (dialect: SqlDialect) => readonly string[]
}

const MIGRATIONS: readonly Migration[] = [
  {
    id: 1,
    name: 'programs, documents and curricula',
    statements: ({ types: { text, integer, real, bytes }, tableOptions }) => [
      `create table curriculum_programs (
        id ${text} primary key not null,
        owner_id ${text} not null,
        brief ${text} not null,
        version ${integer} not null,
        created_at ${integer} not null,
        updated_at ${integer} not null
      ) ${tableOptions}`,
      'create index curriculum_programs_by_time on curriculum_programs (created_at, id)',
      'create index curriculum_programs_by_owner on curriculum_programs (owner_id, created_at, id)',
      `create table curriculum_documents (
        program_id ${text} not null references curriculum_programs (id) on delete cascade,
        name ${text} not null,
        bytes ${integer} not null,
        digest ${text} not null,
        added_at ${integer} not null,
        primary key (program_id, name)
      ) ${tableOptions}`,
      `create table curriculum_document_parts (
        program_id ${text} not null,
        name ${text} not null,
        part ${integer} not null,
        content ${bytes} not null,
        primary key (program_id, name, part),
        foreign key (program_id, name) references curriculum_documents (program_id, name) on delete cascade
      ) ${tableOptions}`,
      `create table curriculum_versions (
        program_id ${text} not null references curriculum_programs (id) on delete cascade,
        version ${integer} not null,
        fingerprint ${text} not null,
        created_by ${text} not null,
        created_at ${integer} not null,
        title ${text} not null,
        units ${integer} not null,
        items ${integer} not null,
        score ${real} not null,
        passes_hard_rules ${integer} not null,
        content ${text} not null,
        primary key (program_id, version)
      ) ${tableOptions}`,
    ],
  },
  {
    id: 2,
    name: 'readiness instead of a score',
    statements: ({ types: { text, integer } }) => [
      `alter table curriculum_versions add column verdict ${text} not null default 'not-usable'`,
      // Versions without a report have no readiness.
      `alter table curriculum_versions add column readiness ${integer} not null default 0`,
      'alter table curriculum_versions drop column score',
      'alter table curriculum_versions drop column passes_hard_rules',
    ],
  },
  {
    id: 3,
    name: 'users and the set-up',
    statements: ({ types: { text, integer }, tableOptions }) => [
      `create table curriculum_users (
        id ${text} primary key not null,
        email ${text} not null unique,
        name ${text} not null,
        role ${text} not null,
        password_hash ${text} not null,
        disabled ${integer} not null,
        version ${integer} not null,
        created_at ${integer} not null,
        updated_at ${integer} not null
      ) ${tableOptions}`,
      'create index curriculum_users_by_time on curriculum_users (created_at, id)',
      // One row. Writes of users lock it, so that they see each other.
      `create table curriculum_setup (
        id ${integer} primary key not null,
        token_digest ${text},
        created_at ${integer} not null
      ) ${tableOptions}`,
      'insert into curriculum_setup (id, token_digest, created_at) values (1, null, 0)',
    ],
  },
  {
    id: 4,
    name: 'viewers of programs',
    statements: ({ types: { text }, tableOptions }) => [
      `create table curriculum_program_viewers (
        program_id ${text} not null references curriculum_programs (id) on delete cascade,
        user_id ${text} not null,
        primary key (program_id, user_id)
      ) ${tableOptions}`,
      'create index curriculum_program_viewers_by_user on curriculum_program_viewers (user_id, program_id)',
    ],
  },
]
