import {
  BuilderElement,
  FileChild,
  InternalHyperlink,
  type Paragraph,
  type ParagraphChild,
  Run,
  StringContainer,
} from 'docx'
import { paragraph, textRuns } from './paragraph.js'

/** A heading in the contents. */
export interface ContentsEntry {
  readonly text: string
  /** Name of the bookmark at the heading. */
  readonly bookmark: string
}

/** The instruction by which Word updates the contents: the headings of chapters, linked. */
const INSTRUCTION = ' TOC \\o "1-1" \\h \\z \\u '

/**
 * A table of contents with links to the headings. Only a word processor knows page numbers: "update field" adds them.
 * Nothing asks readers to update it.
 */
export function contentsOf(title: string, entries: readonly ContentsEntry[]): readonly FileChild[] {
  const lines = entries.map(({ text, bookmark }, index) => {
    const link = new InternalHyperlink({ anchor: bookmark, children: [...textRuns(text)] })
    const begin = index === 0 ? [mark('begin'), instruction(), mark('separate')] : []
    const end = index === entries.length - 1 ? [mark('end')] : []
    return paragraph('TOC1', [...begin, link, ...end])
  })
  return [new ContentsField([paragraph('TOCHeading', title), ...lines])]
}

function mark(type: 'begin' | 'separate' | 'end'): ParagraphChild {
  const attributes = { type: { key: 'w:fldCharType', value: type } }
  return new Run({ children: [new BuilderElement({ name: 'w:fldChar', attributes })] })
}

function instruction(): ParagraphChild {
  return new Run({ children: [new StringContainer('w:instrText', INSTRUCTION)] })
}

/** The frame by which word processors recognise contents and offer to update them. */
class ContentsField extends FileChild {
  constructor(paragraphs: readonly Paragraph[]) {
    super('w:sdt')
    const gallery = { value: { key: 'w:val', value: 'Table of Contents' } }
    const part = new BuilderElement({
      name: 'w:docPartObj',
      children: [
        new BuilderElement({ name: 'w:docPartGallery', attributes: gallery }),
        new BuilderElement({ name: 'w:docPartUnique' }),
      ],
    })
    this.root.push(new BuilderElement({ name: 'w:sdtPr', children: [part] }))
    this.root.push(new BuilderElement({ name: 'w:sdtContent', children: paragraphs }))
  }
}
