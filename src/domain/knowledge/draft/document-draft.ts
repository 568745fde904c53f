import type { RegionRole } from '../document-region.js'
import type { DocumentFormat, InlineMark } from '../knowledge-document.js'

/** A run of text with the same marks. White space is as the source has it: the assembly folds it. */
export interface DraftInline {
  readonly text: string
  readonly marks?: readonly InlineMark['kind'][]
  /** The page that begins with this run. */
  readonly page?: number
}

/** An entry of a list: its own line, then what is nested in it. */
export interface DraftItem {
  readonly inlines: readonly DraftInline[]
  readonly children: readonly DraftBlock[]
}

/** A term and its definition, as yet without position. */
export interface DraftDefinition {
  readonly term: readonly DraftInline[]
  readonly definition: readonly DraftInline[]
}

/** A row of cells. */
export type DraftRow = readonly (readonly DraftInline[])[]

/** A block as a reader of a format finds it: structure without offsets. */
export type DraftBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly inlines: readonly DraftInline[] }
  | { readonly kind: 'paragraph'; readonly inlines: readonly DraftInline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly DraftItem[] }
  | { readonly kind: 'definitions'; readonly entries: readonly DraftDefinition[] }
  | { readonly kind: 'code'; readonly language?: string; readonly text: string }
  | { readonly kind: 'table'; readonly header: DraftRow; readonly rows: readonly DraftRow[] }
  | {
      readonly kind: 'region'
      readonly role: RegionRole
      readonly title?: string
      readonly children: readonly DraftBlock[]
    }
  | { readonly kind: 'page'; readonly number: number }

/** What a reader of a format makes of a file. */
export interface DocumentDraft {
  readonly format: DocumentFormat
  readonly blocks: readonly DraftBlock[]
  /** As the document states them; blank ones count as absent. */
  readonly title?: string
  readonly author?: string
  /** A date or year in any form. */
  readonly date?: string
  /** A language tag in any case. */
  readonly language?: string
}
