import type { TextRange, TextSpan } from '../text/text-span.js'
import type { DocumentRegion } from './document-region.js'

/** The supported formats. */
export const DOCUMENT_FORMATS = [
  'markdown',
  'text',
  'html',
  'docx',
  'pdf',
  'pptx',
  'notebook',
  'asciidoc',
  'rst',
] as const

/** One of {@link DOCUMENT_FORMATS}. */
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number]

/** What a document is for that does not teach. */
export const DOCUMENT_PURPOSES = [
  'contents',
  'syllabus',
  'schedule',
  'grading',
  'rubric',
  'exam',
  'solutions',
  'references',
  'licence',
  'readme',
  'contributing',
  'instructor-notes',
  'setup',
  'resources',
  'discussion',
  'welcome',
  'duplicate',
] as const

/** Why a document is put aside: its kind, and the reason for people. */
export interface DocumentPurpose {
  readonly kind: (typeof DOCUMENT_PURPOSES)[number]
  /** "a syllabus: its title says so". */
  readonly reason: string
}

/** A section: its heading and the text up to the next heading of the same or a higher level. */
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
  /** Index of its block in `document.blocks`. */
  readonly block: number
}

/** A term and its definition, as the form of the text shows them. */
export interface DocumentDefinition {
  readonly term: TextSpan
  readonly definition: TextSpan
  /**
   * A definition list, a bold term that leads its definition (`**Term**: what it is`), a bold term with a verb (`A **term**
   * is a ...`), or a table of terms.
   */
  readonly form: 'list' | 'bold-lead' | 'copula' | 'table'
  /** Index into `document.blocks`. */
  readonly block: number
}

/** A range of emphasised text, code or TeX. */
export interface InlineMark extends TextSpan {
  readonly kind: 'bold' | 'italic' | 'code' | 'link' | 'formula'
  /** Index into `document.blocks`. */
  readonly block: number
}

/** A link to another file, an entry of a table of contents, or a title above such entries. */
export interface DocumentLink {
  readonly text: string
  /** The other file as it is named from the folder of all documents; omitted for a title. */
  readonly target?: string
  /** The level of a heading, or that of a list entry below all headings: deeper entries belong to the one above. */
  readonly depth: number
  /** What the text says about the other file. */
  readonly role?: 'next' | 'previous'
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
  /**
   * The title stated in the document, else its first heading, else its file name without number and extension. A title
   * without a subject ("Introduction") gives way to the file name.
   */
  readonly title: string
  readonly author?: string
  /** Year of publication, as stated in the document. */
  readonly year?: number
  /** The source, for people: the file name, without folders. */
  readonly source: string
  readonly format: DocumentFormat
  /** BCP 47, in lower case (`en`, `pt-br`): as stated, else by the words; missing if uncertain. */
  readonly language?: string
  /** Blocks with a blank line between them. No markup, no soft hyphens, no lone surrogates; lines end in `\n`. */
  readonly text: string
  /** Words of {@link text}. */
  readonly words: number
  readonly sections: readonly DocumentSection[]
  readonly blocks: readonly DocumentBlock[]
  readonly sentences: readonly DocumentSentence[]
  readonly definitions: readonly DocumentDefinition[]
  readonly marks: readonly InlineMark[]
  readonly regions: readonly DocumentRegion[]
  /** Empty if the format has no pages. */
  readonly pages: readonly DocumentPage[]
  /** What it is for if it does not teach; absent for teaching material. Known when all documents of a program are read. */
  readonly purpose?: DocumentPurpose
  /** Links to files of the same folder, in reading order, with the titles above them. Omitted if there is none. */
  readonly links?: readonly DocumentLink[]
  /** What the file contains and {@link text} does not, for people: `hidden text was left out in 2 places`. */
  readonly notices?: readonly string[]
}

interface InContext extends TextRange {
  /** Index of the innermost section around it in `document.sections`. */
  readonly section: number
  /** Index of the innermost region around it in `document.regions`, if any. */
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
  /** Whether it is numbered: a step. */
  readonly ordered: boolean
}

/** A list with bullets or numbers. An ordered one holds the steps of a procedure or a ranking. */
export interface ListBlock extends InContext {
  readonly kind: 'list'
  /** Whether the outermost level is numbered. */
  readonly ordered: boolean
  /** The number of the first entry, if it is not 1. */
  readonly first?: number
  readonly items: readonly ListItem[]
}

/** A list of terms with their definitions, which are in `document.definitions`. */
export interface DefinitionListBlock extends InContext {
  readonly kind: 'definition-list'
}

/** Program text, commands or their output, with its line breaks and indentation. */
export interface CodeBlock extends InContext, TextSpan {
  readonly kind: 'code'
  /** As stated in the document, in lower case: `bash`, `output`, `python`. */
  readonly language?: string
}

/** A table. Cells of a column have the same index in each row. An empty cell is `undefined`; empty cells at the end of a row are left out. */
export interface TableBlock extends InContext {
  readonly kind: 'table'
  /** The column headers; empty if the table has none. */
  readonly header: readonly (TextSpan | undefined)[]
  readonly rows: readonly (readonly (TextSpan | undefined)[])[]
}

/** One block of a document, in reading order. */
export type DocumentBlock = HeadingBlock | ParagraphBlock | ListBlock | DefinitionListBlock | CodeBlock | TableBlock

/**
 * The order of names in which documents are meant to be read, for `sort`: numbers by value (`2-b` before `10-a`). Without
 * a locale, so that every machine gives the same order.
 */
export function readingOrder(a: string, b: string): number {
  if (a === b) return 0
  const [left, right] = [a, b].map((name) => name.split(/(\d+)/))
  for (const [index, part] of (left ?? []).entries()) {
    const other = right?.[index]
    if (other === undefined) return 1
    const byNumber = index % 2 === 1 ? Number(part) - Number(other) : 0
    if (byNumber !== 0) return byNumber
    if (part !== other) return part < other ? -1 : 1
  }
  return -1
}
