import type { CurriculumSummary, NewCurriculum } from '../../../ports/curriculum/index.js'
import type { VersionRow } from '../database/schema.js'

/** What is known of a version without reading it: all columns but the content, which may be large. */
export const SUMMARY_COLUMNS = [
  'program_id',
  'version',
  'fingerprint',
  'created_by',
  'created_at',
  'title',
  'units',
  'items',
  'score',
  'passes_hard_rules',
] as const

/** @param content the JSON of what was generated */
export function versionRow(curriculum: NewCurriculum, version: number, content: string): VersionRow {
  const { programId, fingerprint, createdBy, at, generated } = curriculum
  const { program, units, items } = generated.curriculum
  const { score, passesHardRules } = generated.quality
  return {
    program_id: programId,
    version,
    fingerprint,
    created_by: createdBy,
    created_at: at,
    title: JSON.stringify(program.title),
    units: units.length,
    items: items.length,
    score,
    passes_hard_rules: passesHardRules ? 1 : 0,
    content,
  }
}

export function summaryOf(row: Omit<VersionRow, 'content'>): CurriculumSummary {
  return {
    programId: row.program_id,
    version: row.version,
    fingerprint: row.fingerprint,
    createdBy: row.created_by,
    createdAt: row.created_at,
    title: JSON.parse(row.title),
    units: row.units,
    items: row.items,
    score: row.score,
    passesHardRules: row.passes_hard_rules === 1,
  }
}
