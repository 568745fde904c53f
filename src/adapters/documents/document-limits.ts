import { DocumentReadError } from './document-read-error.js'

/** What reading one document may use. A file that exceeds a limit is not read. */
export interface DocumentLimits {
  /** Bytes of the file. */
  readonly bytes: number
  /** Pages of a PDF. */
  readonly pages: number
  /** Parts of an archive (DOCX). */
  readonly parts: number
  /** Decompressed bytes: of one compressed part, and of all parts that are read together. */
  readonly inflatedBytes: number
  /** Characters of the extracted text. */
  readonly characters: number
  /** Time to read one file, in milliseconds. */
  readonly deadlineMs: number
  /** JavaScript heap while reading one file, in MiB. */
  readonly heapMb: number
  /** Growth of the memory of the process while one file is read, in MiB. Includes memory outside the heap. */
  readonly memoryMb: number
}

export const DEFAULT_DOCUMENT_LIMITS: DocumentLimits = {
  bytes: 50 * 1024 * 1024,
  pages: 2_000,
  parts: 5_000,
  inflatedBytes: 64 * 1024 * 1024,
  characters: 5_000_000,
  deadlineMs: 30_000,
  heapMb: 512,
  memoryMb: 1024,
}

/** @throws DocumentReadError `empty`, `too-many-bytes` */
export function assertSize(bytes: Uint8Array, limits: DocumentLimits): void {
  if (bytes.length === 0) throw new DocumentReadError('empty')
  if (bytes.length > limits.bytes) {
    throw new DocumentReadError('too-many-bytes', `${bytes.length} bytes, at most ${limits.bytes}`)
  }
}
