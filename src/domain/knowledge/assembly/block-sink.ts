import { splitSentences } from '../../text/split-sentences.js'
import type { TextSpan } from '../../text/text-span.js'
import { type DraftInline, type RenderedInlines, renderInlines } from '../document-draft.js'
import type { DocumentRegion } from '../document-region.js'
import type {
  DocumentBlock,
  DocumentDefinition,
  DocumentSection,
  DocumentSentence,
  InlineMark,
} from '../knowledge-document.js'

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

/** Which sections are open where the walk stands, the outermost first. */
export class SectionStack {
  readonly #sink: BlockSink
  readonly #open: number[] = []
  /** Sections below this depth belong to what surrounds the region the walk is in, and stay open. */
  #floor = 0

  constructor(sink: BlockSink) {
    this.#sink = sink
  }

  /** The innermost open section; where none is, that of the text before the first heading, which starts at `start`. */
  current(start: number): number {
    const top = this.#open.at(-1)
    if (top !== undefined) return top
    const index = this.#sink.sections.push({ level: 0, path: [], start, end: start }) - 1
    this.#open.push(index)
    return index
  }

  /** Opens the section that `heading` begins, and closes those that it ends. */
  open(level: number, heading: TextSpan): number {
    while (this.#open.length > this.#floor && this.#levelOf(this.#open.at(-1)) >= level) this.#close()
    if (this.#levelOf(this.#open.at(-1)) === 0 && this.#floor === 0) this.closeTo(0)
    const parent = this.#open.at(-1)
    const around = parent === undefined ? [] : (this.#sink.sections[parent]?.path ?? [])
    const section = { heading, level, path: [...around, heading.text], start: heading.start, end: heading.end }
    const index = this.#sink.sections.push(parent === undefined ? section : { ...section, parent }) - 1
    this.#open.push(index)
    return index
  }

  /** Makes the sections that are open now those around a region that starts at `start`. What {@link leave} needs. */
  enter(start: number): number {
    const floor = this.#floor
    this.current(start)
    this.#floor = this.#open.length
    return floor
  }

  /** Closes the sections of a region. */
  leave(floor: number): void {
    this.closeTo(this.#floor)
    this.#floor = floor
  }

  closeTo(depth: number): void {
    while (this.#open.length > depth) this.#close()
  }

  /** The level of a heading that belongs below the innermost section. */
  levelBelow(): number {
    return Math.min(6, this.#levelOf(this.#open.at(-1)) + 1)
  }

  #levelOf(index: number | undefined): number {
    return index === undefined ? 0 : (this.#sink.sections[index]?.level ?? 0)
  }

  #close(): void {
    const section = this.#sink.sections[this.#open.pop() ?? -1]
    if (section !== undefined) section.end = Math.max(section.end, this.#sink.contentEnd)
  }
}
