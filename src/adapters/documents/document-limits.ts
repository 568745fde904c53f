/** How much a document may ask for. Beyond it a file is refused, whatever is in it. */
export interface DocumentLimits {
  /** Bytes of the file. */
  readonly bytes: number
  /** Pages of a PDF. */
  readonly pages: number
  /** Parts of an archive (DOCX). */
  readonly parts: number
  /** Bytes of one compressed part once inflated, and as much as the parts that are read may have together. */
  readonly inflatedBytes: number
  /** Characters of the text that comes out. */
  readonly characters: number
  /** From the start of the reading of one file, in milliseconds. */
  readonly deadlineMs: number
  /** What the reading of one file may take of the JavaScript heap, in MiB. */
  readonly heapMb: number
  /** What the memory of the whole process may grow by while one file is read, in MiB: what no heap limit sees counts too. */
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
