import type { TextRange, TextSpan } from './text-span.js'

interface InContext extends TextRange {
  /** Index into `document.sections`: the innermost section it stands in. */
  readonly section: number
  /** Index into `document.regions`: the innermost region it stands in, if any. */
  readonly region?: number
}

/** The title of a section. */
export interface HeadingBlock extends InContext, TextSpan {
  readonly kind: 'heading'
  /** 1 to 6. */
  readonly level: number
}

/** Running text. Its sentences are in `document.sentences`. */
export interface ParagraphBlock extends InContext, TextSpan {
  readonly kind: 'paragraph'
}

/** An entry of a list. Nested entries follow their parent, one level deeper. */
export interface ListItem extends TextSpan {
  /** 0 at the outermost level. */
  readonly depth: number
  /** Whether it is a numbered one: a step. */
  readonly ordered: boolean
}

/** A list with bullets or numbers. An ordered one holds the steps of a procedure or a ranking. */
export interface ListBlock extends InContext {
  readonly kind: 'list'
  /** Whether the outermost level is numbered. */
  readonly ordered: boolean
  readonly items: readonly ListItem[]
}

/** A list of terms with their definitions, which are in `document.definitions`. */
export interface DefinitionListBlock extends InContext {
  readonly kind: 'definition-list'
}

/** Program text, commands or their output, with its line breaks and indentation. */
export interface CodeBlock extends InContext, TextSpan {
  readonly kind: 'code'
  /** As the document says it, in lower case: `bash`, `output`, `python`. */
  readonly language?: string
}

/** A table. An empty cell is `undefined`. */
export interface TableBlock extends InContext {
  readonly kind: 'table'
  /** The heads of the columns; empty if the table has none. */
  readonly header: readonly (TextSpan | undefined)[]
  readonly rows: readonly (readonly (TextSpan | undefined)[])[]
}

/** One block of a document, in reading order. */
export type DocumentBlock = HeadingBlock | ParagraphBlock | ListBlock | DefinitionListBlock | CodeBlock | TableBlock
