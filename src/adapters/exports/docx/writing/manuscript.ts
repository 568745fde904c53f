import { BookmarkEnd, BookmarkStart, type FileChild, type Paragraph } from 'docx'
import type { Citation, GeneratedCurriculum } from '../../../../domain/curriculum/index.js'
import { oneLine } from '../../../../domain/text/index.js'
import { CurriculumLabels, type ItemGroup, itemsByUnit } from '../../labels/curriculum-labels.js'
import { isRightToLeft } from '../package/language-tag.js'
import { DocumentNames } from './document-names.js'
import { Footnotes } from './footnotes.js'
import { TEXT_WIDTH } from './page.js'
import { type Content, paragraph } from './paragraph.js'
import { type Cell, factsTable, type TableContent, table } from './table.js'

/** A heading that the contents list. */
export interface ContentsEntry {
  readonly level: 1 | 2
  readonly text: string
  /** Name of the bookmark at the heading. */
  readonly bookmark: string
}

/** What the parts of the document write with, and what they put down for other parts. */
export class Manuscript {
  readonly generated: GeneratedCurriculum
  readonly labels: CurriculumLabels
  readonly documents: DocumentNames
  /** The items in the order in which they are numbered. */
  readonly itemGroups: readonly ItemGroup[]
  readonly #footnotes: Footnotes
  readonly #entries: ContentsEntry[] = []
  readonly #rightToLeft: boolean

  constructor(generated: GeneratedCurriculum) {
    this.generated = generated
    this.itemGroups = itemsByUnit(generated.curriculum)
    this.labels = new CurriculumLabels(generated.curriculum)
    this.documents = new DocumentNames(generated.curriculum.sources)
    this.#footnotes = new Footnotes((docId) => this.documents.short(docId))
    this.#rightToLeft = isRightToLeft(generated.curriculum.program.language)
  }

  /** The headings of the contents, in the order in which they were written. */
  get entries(): readonly ContentsEntry[] {
    return this.#entries
  }

  get footnotes(): Footnotes['all'] {
    return this.#footnotes.all
  }

  /** The mark of a footnote with these passages. */
  cite(citations: readonly Citation[]): readonly Content[] {
    return this.#footnotes.cite(citations)
  }

  heading(level: 1 | 2 | 3 | 4, text: string, options: { readonly pageBreakBefore?: boolean } = {}): Paragraph {
    const line = oneLine(text)
    if (level > 2) return paragraph(`Heading${level}`, line, options)
    const id = this.#entries.length + 1
    const bookmark = `_Toc${String(id).padStart(8, '0')}`
    this.#entries.push({ level: level === 1 ? 1 : 2, text: line, bookmark })
    return paragraph(`Heading${level}`, [new BookmarkStart(bookmark, id), line, new BookmarkEnd(id)], options)
  }

  table(
    content: Pick<TableContent, 'summary' | 'columns' | 'rows'> & { readonly width?: number },
  ): readonly FileChild[] {
    return table({ width: TEXT_WIDTH, ...content, rightToLeft: this.#rightToLeft })
  }

  facts(summary: string, facts: readonly (readonly [name: string, value: Cell])[]): readonly FileChild[] {
    return factsTable(summary, facts, { width: TEXT_WIDTH, rightToLeft: this.#rightToLeft })
  }
}
