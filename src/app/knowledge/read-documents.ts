import { type KnowledgeDocument, withDistinctTitles } from '../../domain/knowledge/index.js'
import { AppError, isAppError } from '../../domain/platform/index.js'
import type { DocumentReader, DocumentReadOptions, DocumentSource } from '../../ports/knowledge/index.js'

/** What came of a set of files. */
export interface DocumentsRead {
  /** In the order of the source; at least one. No two have the same title only because their metadata is the same. */
  readonly documents: readonly KnowledgeDocument[]
  /** The files that cannot be used, each with its reason. */
  readonly refused: readonly { readonly name: string; readonly error: AppError }[]
}

/** How the files are read. */
export interface ReadDocumentsOptions extends DocumentReadOptions {
  /** Told after each file how many of all are done. Must not throw. */
  readonly onFile?: (done: number, total: number) => void
}

/** How many reasons an error message tells; `details` has all. */
const TOLD_REASONS = 20

/**
 * Reads all files of a source. A file that cannot be used is put aside with its reason and does not stop the rest.
 *
 * @throws AppError `NO_USABLE_DOCUMENTS` with the reason of each file; `ABORTED`; what the source throws when it lists
 */
export async function readDocuments(
  source: DocumentSource,
  reader: DocumentReader,
  { signal, onFile }: ReadDocumentsOptions = {},
): Promise<DocumentsRead> {
  const documents: KnowledgeDocument[] = []
  const refused: { name: string; error: AppError }[] = []
  const names = await source.list()
  for (const [index, name] of names.entries()) {
    if (signal?.aborted) throw new AppError('ABORTED', 'reading the documents was aborted', { cause: signal.reason })
    try {
      documents.push(await reader.read(await source.open(name), signal === undefined ? {} : { signal }))
    } catch (error) {
      // Only what is wrong with this file is put aside.
      if (!isAppError(error, ...REFUSALS)) throw error
      refused.push({ name, error })
    }
    onFile?.(index + 1, names.length)
  }
  if (documents.length === 0) throw nothingUsable(refused)
  return { documents: withDistinctTitles(documents), refused }
}

const REFUSALS = [
  'UNSUPPORTED_DOCUMENT',
  'UNREADABLE_DOCUMENT',
  'DOCUMENT_TOO_LARGE',
  'ARCHIVE_LIMITS',
  'UNSAFE_ARCHIVE',
] as const

function nothingUsable(refused: DocumentsRead['refused']): AppError {
  const reasons = refused.map(({ error }) => error.message)
  const told = reasons.slice(0, TOLD_REASONS).join('; ')
  const more = reasons.length > TOLD_REASONS ? `; and ${reasons.length - TOLD_REASONS} more` : ''
  const what = reasons.length === 0 ? 'there are no documents' : `no document can be used: ${told}${more}`
  return new AppError('NO_USABLE_DOCUMENTS', what, {
    hint: 'add documents with text: Markdown, plain text, HTML, DOCX or PDF',
    details: {
      refused: refused.map(({ name, error }) => ({
        name,
        code: error.code,
        reason: error.message,
        mend: error.hint ?? '',
      })),
    },
  })
}
