import type { ExportFormat, GeneratedCurriculum } from '../../domain/curriculum/index.js'

/** A file of an export. */
export interface ExportedFile {
  /** ASCII, without folders, with an extension: `curriculum.md`. Independent of the curriculum. */
  readonly name: string
  /** For text with its charset: `text/markdown; charset=utf-8`. */
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/**
 * Converts a generated curriculum to files of one format.
 *
 * Effects: none. Repetition: the same input gives the same bytes, without times and random ids. Boundary: the text of titles and
 * quotes stays text: never mark-up, a formula, a link or an instruction of the format. Failure: rejects with `INTERNAL` only,
 * which is a fault of the exporter.
 */
export interface CurriculumExporter {
  readonly format: ExportFormat
  /** Returns at least one file. No other format uses the same names. */
  export(generated: GeneratedCurriculum): Promise<readonly ExportedFile[]>
}
