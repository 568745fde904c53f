import type { ExportedFile } from '../../../ports/curriculum/index.js'

/** A file of text, in UTF-8. */
export function textFile(name: string, mediaType: string, text: string): ExportedFile {
  return { name, mediaType, bytes: new TextEncoder().encode(text) }
}
