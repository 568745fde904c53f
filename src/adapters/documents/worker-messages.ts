import type { KnowledgeDocument } from '../../domain/knowledge/index.js'
import type { AppError, ErrorCode } from '../../domain/platform/index.js'
import type { DocumentFile } from '../../ports/knowledge/index.js'
import type { DocumentLimits } from './document-limits.js'

/** What the reading thread is asked. */
export interface ReadRequest {
  readonly file: DocumentFile
  readonly limits: DocumentLimits
}

/** What the thread says first: from now on, what ends it is the fault of a file. */
export interface ReadyMessage {
  readonly ready: true
}

/** What it answers. An error class does not survive the way between threads, its parts do. */
export type ReadReply =
  | { readonly document: KnowledgeDocument }
  | {
      readonly code: ErrorCode
      readonly message: string
      readonly hint: string
      readonly details: AppError['details']
      readonly cause: string
    }
