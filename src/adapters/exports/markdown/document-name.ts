import type { SourceDocument } from '../../../domain/curriculum/index.js'
import { type Markup, md } from './markup.js'

/** A document by its title and its file, or by its file alone. */
export function documentName(documents: readonly SourceDocument[], docId: string): Markup {
  const title = documents.find(({ id }) => id === docId)?.title
  return title === undefined || title === docId ? md`${docId}` : md`*${title}* (${docId})`
}
