import type { SqlDialect } from './sql-engine.js'

/** A step from one form of the tables to the next. Once released it never changes. */
export interface Migration {
  /** 1 and up, without gaps. */
  readonly id: number
  readonly name: string
  /** The statements, in order. */
  readonly statements: (dialect: SqlDialect) => readonly string[]
}

export const MIGRATIONS: readonly Migration[] = [
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
]
