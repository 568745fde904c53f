import { type KnowledgeDocument, surveyDocuments } from '../../domain/knowledge/index.js'
import { AppError, isAppError } from '../../domain/platform/index.js'
import type { DocumentReader, DocumentReadOptions, DocumentSource } from '../../ports/knowledge/index.js'

/** The result of reading the files of a source. */
export interface ReadDocumentsResult {
  /** At least one, in the order of the source. Titles are distinct; those that do not teach have a `purpose`. */
  readonly documents: readonly KnowledgeDocument[]
  /** The unusable files, each with its error. */
  readonly refused: readonly { readonly name: string; readonly error: AppError }[]
}

/** The options of {@link readDocuments}. */
export interface ReadDocumentsOptions extends DocumentReadOptions {
  /** Called after each file. Must not throw. */
  readonly onFile?: (done: number, total: number) => void
}

/** The maximum number of reasons in the message; `details` has all. */
const MAX_SHOWN_REASONS = 20

/**
 * Reads all files of a source. Collects the errors of unusable files and goes on.
 *
 * @throws AppError `NO_USABLE_DOCUMENTS` with the reason of each file; `ABORTED`; errors of `source.list`
 */
export async function readDocuments(
  source: DocumentSource,
  reader: DocumentReader,
  { signal, onFile }: ReadDocumentsOptions = {},
): Promise<ReadDocumentsResult> {
  const documents: KnowledgeDocument[] = []
  const refused: { name: string; error: AppError }[] = []
  const names = await source.list()
  for (const [index, name] of names.entries()) {
    if (signal?.aborted) throw new AppError('ABORTED', 'reading the documents was aborted', { cause: signal.reason })
    try {
      documents.push(await reader.read(await source.open(name), signal === undefined ? {} : { signal }))
    } catch (error) {
      // Only errors of the file itself.
      if (!isAppError(error, ...REFUSALS)) throw error
      refused.push({ name, error })
    }
    onFile?.(index + 1, names.length)
  }
  if (documents.length === 0) throw nothingUsable(refused)
  return { documents: surveyDocuments(documents), refused }
}

const REFUSALS = [
  'UNSUPPORTED_DOCUMENT',
  'UNREADABLE_DOCUMENT',
  'DOCUMENT_TOO_LARGE',
  'ARCHIVE_LIMITS',
  'UNSAFE_ARCHIVE',
] as const

function nothingUsable(refused: ReadDocumentsResult['refused']): AppError {
  const reasons = refused.map(({ error }) => error.message)
  const shown = reasons.slice(0, MAX_SHOWN_REASONS).join('; ')
  const more = reasons.length > MAX_SHOWN_REASONS ? `; and ${reasons.length - MAX_SHOWN_REASONS} more` : ''
  const what = reasons.length === 0 ? 'there are no documents' : `no document can be used: ${shown}${more}`
  return new AppError('NO_USABLE_DOCUMENTS', what, {
    hint: 'add documents with text: Markdown, plain text, HTML, DOCX, PPTX, PDF, AsciiDoc, reStructuredText or notebooks',
    details: {
      refused: refused.map(({ name, error }) => ({
        name,
        code: error.code,
        reason: error.message,
        hint: error.hint ?? '',
      })),
    },
  })
}
