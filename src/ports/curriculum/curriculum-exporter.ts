import type { ExportFormat, GeneratedCurriculum } from '../../domain/curriculum/index.js'

/** A file of an export. */
export interface ExportedFile {
  /** ASCII, without folders, with its ending: `curriculum.md`. Never made from what users wrote. */
  readonly name: string
  /** With its charset where it is text: `text/markdown; charset=utf-8`. */
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/**
 * Turns a generated curriculum into files of one format.
 *
 * Effects: none. Repetition: the same input gives the same bytes: no times, no random ids. Boundary: whatever a title or
 * a quote holds stays text: it is never mark-up, a formula, a link or an instruction of the format. Failure: rejects
 * with `INTERNAL` alone, which is a fault of the exporter.
 */
export interface CurriculumExporter {
  readonly format: ExportFormat
  /** At least one file, with names that no other format uses. */
  export(generated: GeneratedCurriculum): Promise<readonly ExportedFile[]>
}
