import type { DocumentBlock } from './document-block.js'
import type { DocumentRegion } from './document-region.js'
import type { TextRange, TextSpan } from './text-span.js'

/** The formats that are read. */
export const DOCUMENT_FORMATS = ['markdown', 'text', 'html', 'docx', 'pdf'] as const

/** One of {@link DOCUMENT_FORMATS}. */
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number]

/** A section: its heading and all that follows up to the next heading of the same or a higher level. */
export interface DocumentSection extends TextRange {
  /** Absent for the text before the first heading. */
  readonly heading?: TextSpan
  /** 1 to 6; 0 for the text before the first heading. */
  readonly level: number
  /** The titles from the outermost section to this one, which is the last. */
  readonly path: readonly string[]
  /** Index into `document.sections` of the section around it. */
  readonly parent?: number
  /**
   * Index into `document.regions`: the innermost region it stands in or makes, if any. Within a marked block a section
   * ends with the block: the heading of an exercise does not swallow what follows the exercise.
   */
  readonly region?: number
}

/** A sentence of a paragraph, list entry or definition. */
export interface DocumentSentence extends TextSpan {
  /** Index into `document.blocks` of where it stands. */
  readonly block: number
}

/** A term and what the document says it means, where the form of the text tells so. */
export interface DocumentDefinition {
  readonly term: TextSpan
  readonly definition: TextSpan
  /** A definition list, a bold term that leads its definition (`**Term**: what it is`), or a table of terms. */
  readonly form: 'list' | 'bold-lead' | 'table'
  /** Index into `document.blocks`. */
  readonly block: number
}

/** A stretch of text that the author set off from its surroundings. */
export interface InlineMark extends TextSpan {
  readonly kind: 'bold' | 'italic' | 'code' | 'link'
  /** Index into `document.blocks`. */
  readonly block: number
}

/** A page of a paginated document. */
export interface DocumentPage extends TextRange {
  /** From 1. */
  readonly number: number
}

/**
 * A document as teaching material: the plain text that a reader sees and its structure, as ranges of that text. Lists
 * are in reading order. Plain data: it survives a JSON round trip unchanged.
 */
export interface KnowledgeDocument {
  /** Unique among the documents of a program: the name of the file, with its folders (`part-1/intro.md`). */
  readonly id: string
  /** What the document calls itself, else its first heading, else its file name without the ending. */
  readonly title: string
  readonly author?: string
  /** Of publication, as the document states it. */
  readonly year?: number
  /** Where it comes from, for people: the file name, without folders. */
  readonly source: string
  readonly format: DocumentFormat
  /** BCP 47, in lower case (`en`, `pt-br`): as stated, else as guessed from the words; absent if that is unsure. */
  readonly language?: string
  /** Blocks with a blank line between them. No mark-up, no soft hyphens, no lone surrogates; lines end in `\n`. */
  readonly text: string
  /** Words of {@link text}. */
  readonly words: number
  readonly sections: readonly DocumentSection[]
  readonly blocks: readonly DocumentBlock[]
  readonly sentences: readonly DocumentSentence[]
  readonly definitions: readonly DocumentDefinition[]
  readonly marks: readonly InlineMark[]
  readonly regions: readonly DocumentRegion[]
  /** Empty where the format has no pages. */
  readonly pages: readonly DocumentPage[]
}
