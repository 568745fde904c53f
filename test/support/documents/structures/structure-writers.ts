import type { DocumentFormat } from '../../../../src/domain/knowledge/index.js'
import type { Structure } from './structure.js'
import { writeHtml } from './write-html.js'
import { writeMarkdown } from './write-markdown.js'

/** Writes a structure as a file of one format. */
export type StructureWriter = (structure: Structure) => Buffer

/**
 * The writers of structures. A format joins with an entry here: the test of all formats reads its files and expects the
 * same document from them as from the others.
 */
export const STRUCTURE_WRITERS: { readonly [format in DocumentFormat]?: StructureWriter } = {
  markdown: (structure) => Buffer.from(writeMarkdown(structure)),
  html: (structure) => Buffer.from(writeHtml(structure)),
}
