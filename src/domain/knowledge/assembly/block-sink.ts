import type { DocumentBlock } from '../document-block.js'
import type { DocumentRegion } from '../document-region.js'
import { type DraftInline, type RenderedInlines, renderInlines, splitSentences } from '../draft/index.js'
import type { DocumentDefinition, DocumentSection, DocumentSentence, InlineMark } from '../knowledge-document.js'
import type { TextSpan } from '../text-span.js'

/** A structure under construction: the same type, writable. */
export type Open<T> = { -readonly [Name in keyof T]: T[Name] }

/**
 * Collects the text of a document and what lies where. Text is only ever appended, so a range is final as soon as it
 * is known, and what it quotes is what was written there.
 */
export class BlockSink {
  readonly blocks: Open<DocumentBlock>[] = []
  readonly sections: Open<DocumentSection>[] = []
  readonly regions: Open<DocumentRegion>[] = []
  readonly sentences: DocumentSentence[] = []
  readonly definitions: DocumentDefinition[] = []
  readonly marks: InlineMark[] = []
  readonly pageStarts: { readonly number: number; readonly at: number }[] = []
  readonly #parts: string[] = []
  #length = 0
  #blankLines = 0

  /** Where the next text will stand. */
  get length(): number {
    return this.#length
  }

  /** Where the text ends that was written last, without what parts it from the next. */
  get contentEnd(): number {
    return this.#length - this.#blankLines
  }

  text(): string {
    return this.#parts.join('').slice(0, this.contentEnd)
  }

  /** Parts what follows from what stands there by at least so many line ends, unless nothing stands there yet. */
  separate(lineEnds: number): void {
    if (this.#length === 0 || this.#blankLines >= lineEnds) return
    const more = lineEnds - this.#blankLines
    this.append('\n'.repeat(more))
    this.#blankLines = lineEnds
  }

  /** Writes text as it is. Not for empty text. */
  append(text: string): TextSpan {
    const start = this.#length
    this.#parts.push(text)
    this.#length += text.length
    this.#blankLines = 0
    return { start, end: this.#length, text }
  }

  /** Writes rendered text as part of the block that is `block`, with its marks and pages. Not for empty text. */
  write(rendered: RenderedInlines, block: number): TextSpan {
    const span = this.append(rendered.text)
    for (const { kind, start, end } of rendered.marks) {
      const text = rendered.text.slice(start, end)
      this.marks.push({ kind, start: span.start + start, end: span.start + end, text, block })
    }
    for (const { number, at } of rendered.pages) this.pageStarts.push({ number, at: span.start + at })
    return span
  }

  /** {@link write}, and takes note of its sentences. `undefined` if there is nothing to write. */
  prose(
    inlines: readonly DraftInline[],
    block: number,
  ): (TextSpan & { readonly rendered: RenderedInlines }) | undefined {
    const rendered = renderInlines(inlines)
    if (rendered.text === '') return undefined
    const span = this.write(rendered, block)
    const code = rendered.marks.filter(({ kind }) => kind === 'code')
    for (const { start, end } of splitSentences(rendered.text, code)) {
      const text = rendered.text.slice(start, end)
      this.sentences.push({ start: span.start + start, end: span.start + end, text, block })
    }
    return { ...span, rendered }
  }
}
