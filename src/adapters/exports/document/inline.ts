/** Words of one line or paragraph. */
export type Content = readonly Inline[]

/** A string is of the document itself, in the language of its words. */
export type Inline =
  | string
  | Written
  | Amount
  | Strong
  | Quiet
  | Verdict
  | Label
  | Link
  | Labels
  | DocumentName
  | Cited
  | Bar

/** What people wrote: the brief, the documents or an author. It stays text in every format. */
export interface Written {
  readonly kind: 'written'
  readonly text: string
  /** BCP 47 tag; left out: the language of the curriculum. */
  readonly language?: string
}

/** A number with its unit: `3 h 2 min`. No line breaks within it. */
export interface Amount {
  readonly kind: 'amount'
  readonly text: string
}

export interface Strong {
  readonly kind: 'strong'
  readonly content: Content
}

/** Secondary information. */
export interface Quiet {
  readonly kind: 'quiet'
  readonly content: Content
}

/** A judgement. */
export interface Verdict {
  readonly kind: 'verdict'
  readonly tone: 'good' | 'warn' | 'bad' | 'neutral'
  readonly text: string
}

/** The label of what stands beside it. */
export interface Label {
  readonly kind: 'label'
  readonly text: string
}

export interface Link {
  readonly kind: 'link'
  readonly anchor: string
  readonly content: Content
}

/** Labels in the order of the curriculum. A format without links shows three or more in a row as a range. */
export interface Labels {
  readonly kind: 'labels'
  readonly labels: readonly {
    readonly text: string
    /** Left out: the curriculum has no such part, and `text` is an id. */
    readonly anchor?: string
  }[]
}

/** A source document. */
export interface DocumentName {
  readonly kind: 'document'
  readonly docId: string
  readonly title: string
  /** Where its cited passages stand; left out: none is cited. */
  readonly anchor?: string
}

/** The passages that support the statement before it; never empty. */
export interface Cited {
  readonly kind: 'cited'
  readonly quotes: readonly Quote[]
}

/** A passage word for word. */
export interface Quote {
  /** Unique for each quote, and the anchor of its mark in a {@link Passage}. */
  readonly anchor: string
  /** Label of its passage. */
  readonly label: string
  readonly text: string
  readonly document: DocumentName
  /** Another document has the same title. */
  readonly ambiguous: boolean
  readonly section?: string
}

/** A bar of this length, 0 to 1. The cell beside it says the same. */
export interface Bar {
  readonly kind: 'bar'
  readonly share: number
}

export const written = (text: string, language?: string): Written =>
  language === undefined ? { kind: 'written', text } : { kind: 'written', text, language }

export const amount = (text: string): Amount => ({ kind: 'amount', text })
export const quiet = (...content: Content): Inline => ({ kind: 'quiet', content })

export const verdict = (tone: Verdict['tone'], text: string): Verdict => ({ kind: 'verdict', tone, text })

export const link = (anchor: string, ...content: Content): Link => ({ kind: 'link', anchor, content })

/** `contents` one after the other, with `separator` in between. */
export function joined(contents: readonly Content[], separator: string): Content {
  return contents.flatMap((content, index) => (index === 0 ? content : [separator, ...content]))
}

/** What stands before the title of a section: `Unit 1: ` and `L1.1 `; nothing without a label. */
export function labelBefore(label: string | undefined, colon: string): string {
  if (label === undefined) return ''
  return label.includes(' ') ? `${label}${colon}: ` : `${label} `
}

/** The words of a content alone. @param shown what a format shows of a text that people wrote */
export function plainWords(content: Content, shown: (text: string) => string): string {
  return content
    .map((part) => {
      if (typeof part === 'string') return part
      switch (part.kind) {
        case 'written':
          return shown(part.text)
        case 'amount':
        case 'verdict':
        case 'label':
          return part.text
        case 'strong':
        case 'quiet':
        case 'link':
          return plainWords(part.content, shown)
        case 'labels':
          return part.labels.map(({ text }) => text).join(', ')
        case 'document':
          return shown(part.title)
        default:
          return ''
      }
    })
    .join('')
}
