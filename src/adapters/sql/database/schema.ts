/** The tables, as the queries see them. Their names have a prefix, since an embedder may keep tables of its own beside. */
export interface SqlSchema {
  readonly curriculum_migrations: MigrationRow
  readonly curriculum_programs: ProgramRow
  readonly curriculum_documents: DocumentRow
  readonly curriculum_document_parts: DocumentPartRow
  readonly curriculum_versions: VersionRow
}

export interface MigrationRow {
  readonly id: number
  readonly name: string
  /** In milliseconds since 1970. */
  readonly applied_at: number
}

export interface ProgramRow {
  readonly id: string
  readonly owner_id: string
  /** JSON. */
  readonly brief: string
  readonly version: number
  readonly created_at: number
  readonly updated_at: number
}

export interface DocumentRow {
  readonly program_id: string
  readonly name: string
  readonly bytes: number
  readonly digest: string
  readonly added_at: number
}

/** A document is kept in parts, so that no statement moves more than a little of it. */
export interface DocumentPartRow {
  readonly program_id: string
  readonly name: string
  /** 0 and up. */
  readonly part: number
  readonly content: Uint8Array
}

export interface VersionRow {
  readonly program_id: string
  readonly version: number
  readonly fingerprint: string
  readonly created_by: string
  readonly created_at: number
  /** JSON: a title may hold what a text of Postgres cannot. */
  readonly title: string
  readonly units: number
  readonly items: number
  readonly score: number
  /** 0 or 1. */
  readonly passes_hard_rules: number
  /** JSON. */
  readonly content: string
}
