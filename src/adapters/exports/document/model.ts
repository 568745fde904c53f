import type { DocumentWords } from '../labels/words/document-words.js'
import type { Amount, Content, Labels, Link, Verdict } from './inline.js'

/**
 * A curriculum as a document: what HTML, Word and Markdown show, in which order and words. All of it is plain data.
 * Builders make it from a curriculum; renderers turn it into a format and know nothing else.
 */
export interface CurriculumDocument {
  /** Anchor of its top. */
  readonly anchor: string
  readonly title: string
  readonly audience: string
  /** BCP 47 tag of the language of {@link Written}. */
  readonly language: string
  /** All other words: in the language of the curriculum if there are words for it, else in English. */
  readonly words: DocumentWords
  /** What kind of document it is. */
  readonly subtitle: string
  readonly facts: readonly Fact[]
  /** Whether the quotes are added at the end, or as footnotes. */
  readonly quotes: boolean
  readonly chapters: readonly Chapter[]
}

/** A name with its value. */
export interface Fact {
  readonly name: string
  readonly value: Content
  readonly readers?: Readers
  /** Can be long, so that a list of short values has no room for it. */
  readonly long?: true
}

/** Who reads it; left out: everyone. A format with editions hides answers and reports from learners. */
export type Readers = 'teachers'

/** A part of the document with a heading. Its level is its depth. */
export interface Section {
  readonly kind: 'section'
  /** Left out: nothing links to it. */
  readonly anchor?: string
  /** Stands before the title: `L1.1`. */
  readonly label?: string
  readonly title: Content
  /** Stands after the title, less prominent: `45 min`. */
  readonly detail?: Content
  /** What it shows, for formats that style it. */
  readonly role?: 'unit' | 'lesson' | 'assessment' | 'skill' | 'verdict'
  /** Listed in the contents, as chapters are. */
  readonly listed?: true
  readonly readers?: Readers
  readonly blocks: readonly Block[]
}

/** A section of the first level. */
export interface Chapter extends Omit<Section, 'anchor' | 'title'> {
  readonly anchor: string
  readonly title: string
  /** Begins on a new page. */
  readonly newPage?: true
  /** Its tables need the width of a landscape page. */
  readonly wide?: true
  /**
   * Depends on the format. `handouts`: where pages are printed, the handouts of all chapters stand here; elsewhere they
   * stay in their place and this chapter is left out. `passages`: left out where footnotes show the passages.
   */
  readonly only?: 'handouts' | 'passages'
}

export type Block =
  | Section
  | Paragraph
  | Lines
  | List
  | Definitions
  | Table
  | Steps
  | Question
  | Answer
  | Handout
  | Passages

export interface Paragraph {
  readonly kind: 'paragraph'
  readonly content: Content
  /** Secondary. */
  readonly role?: 'note'
}

/** What people wrote, with its line breaks. */
export interface Lines {
  readonly kind: 'lines'
  readonly text: string
}

export interface List {
  readonly kind: 'list'
  readonly role?: 'aims' | 'references'
  readonly items: readonly {
    readonly anchor?: string
    readonly content: Content
    /** A second line, for teachers. */
    readonly note?: Content
    /** Leads to more. It says nothing by itself, so a format that cannot link there leaves it out. */
    readonly more?: Link
  }[]
}

export interface Definitions {
  readonly kind: 'definitions'
  readonly entries: readonly {
    readonly anchor: string
    readonly term: string
    readonly definition: Content
  }[]
}

/** The first cell of a row is its head. */
export interface Table {
  readonly kind: 'table'
  readonly anchor: string
  readonly caption: string
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  /** Has no room on a narrow screen: its first column stays in sight while the others scroll. */
  readonly wide?: true
}

export interface Column {
  readonly head: Content
  readonly numeric?: true
  /** Holds single words, which do not break. */
  readonly short?: true
  /** Holds nothing but {@link Bar}. A format that cannot draw leaves the column out. */
  readonly drawn?: true
}

export interface Row {
  readonly anchor?: string
  /** As many as there are columns. An empty cell means: none. */
  readonly cells: readonly Content[]
  /** Its only cell spans all columns and is the title of the rows below it. */
  readonly group?: true
  readonly total?: true
}

/** What learners do in a lesson, in order. */
export interface Steps {
  readonly kind: 'steps'
  readonly caption: string
  readonly steps: readonly {
    readonly activity: string
    readonly time: Amount
    readonly content: Content
    readonly outcomes?: Labels
  }[]
}

/** An item as learners see it. */
export interface Question {
  readonly kind: 'question'
  readonly anchor: string
  readonly label: string
  readonly stem: string
  readonly material?: { readonly text: string; readonly code: boolean }
  /** Named by letters. `ordered`: to be put in order. Left out: learners write their answer. */
  readonly options?: { readonly texts: readonly string[]; readonly ordered: boolean }
  /** For teachers, in a format with editions: {@link Answer} has it with the reasons. */
  readonly review?: Verdict
  readonly facts: readonly Content[]
  readonly answerAnchor: string
}

/** The key of an item. */
export interface Answer {
  readonly kind: 'answer'
  readonly anchor: string
  readonly label: string
  readonly questionAnchor: string
  /** Letters of options; left out: the answer is `text` alone. */
  readonly letters?: string
  /** Left out: `letters` say it all. */
  readonly text?: string
  readonly cited: Content
  readonly facts: readonly Content[]
  readonly rubric?: Handout
}

/** A table that is handed out by itself, e.g. a rubric. */
export interface Handout {
  readonly kind: 'handout'
  /** Its heading where it stands on a page of its own. */
  readonly title: Content
  /** Stands in its place where it is on a page of its own; no full stop. */
  readonly reference: string
  readonly table: Table
}

/** All cited passages, by document. */
export interface Passages {
  readonly kind: 'passages'
  readonly documents: readonly {
    readonly anchor: string
    readonly docId: string
    readonly title: string
    readonly passages: readonly Passage[]
  }[]
}

/** A paragraph of a document with the quotes that are taken from it: side by side or nested, never across. */
export interface Passage {
  readonly anchor: string
  readonly label: string
  readonly section: string | undefined
  readonly text: string
  /** The paragraph continues before and after it. */
  readonly cut: { readonly before: boolean; readonly after: boolean }
  /** By start, the longer first. */
  readonly quotes: readonly PassageQuote[]
}

/** `start` and `end` are offsets in the text of the passage. */
export interface PassageQuote {
  readonly anchor: string
  readonly start: number
  readonly end: number
  /** Links to what cites it, in the order of the document. */
  readonly citedAt: readonly Link[]
}

export const paragraph = (...content: Content): Paragraph => ({ kind: 'paragraph', content })

export const note = (...content: Content): Paragraph => ({ kind: 'paragraph', role: 'note', content })

export const fact = (name: string, ...value: Content): Fact => ({ name, value })
