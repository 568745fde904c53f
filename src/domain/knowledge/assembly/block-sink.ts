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
 * Collects the text of a document and its ranges. Text is only appended, so a range is final as soon as it
 * is recorded, and it quotes exactly the text that was written.
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

  /** Offset of the next text. */
  get length(): number {
    return this.#length
  }

  /** End of the last text, without the separator after it. */
  get contentEnd(): number {
    return this.#length - this.#blankLines
  }

  text(): string {
    return this.#parts.join('').slice(0, this.contentEnd)
  }

  /** Ensures at least this number of line breaks before the next text, unless the document is empty. */
  separate(lineEnds: number): void {
    if (this.#length === 0 || this.#blankLines >= lineEnds) return
    const more = lineEnds - this.#blankLines
    this.append('\n'.repeat(more))
    this.#blankLines = lineEnds
  }

  /** Appends text unchanged. The text must not be empty. */
  append(text: string): TextSpan {
    const start = this.#length
    this.#parts.push(text)
    this.#length += text.length
    this.#blankLines = 0
    return { start, end: this.#length, text }
  }

  /** Appends rendered text to block number `block`, with its marks and pages. The text must not be empty. */
  write(rendered: RenderedInlines, block: number): TextSpan {
    const span = this.append(rendered.text)
    for (const { kind, start, end } of rendered.marks) {
      const text = rendered.text.slice(start, end)
      this.marks.push({ kind, start: span.start + start, end: span.start + end, text, block })
    }
    for (const { number, at } of rendered.pages) this.pageStarts.push({ number, at: span.start + at })
    return span
  }

  /** Like {@link write}, and records the sentences. Returns `undefined` if there is no text. */
  prose(
    inlines: readonly DraftInline[],
    block: number,
  ): (TextSpan & { readonly rendered: RenderedInlines }) | undefined {
    const rendered = renderInlines(inlines)
    if (rendered.text === '') return undefined
    const span = this.write(rendered, block)
    const guarded = rendered.marks.filter(({ kind }) => kind === 'code' || kind === 'formula')
    for (const { start, end } of splitSentences(rendered.text, guarded)) {
      const text = rendered.text.slice(start, end)
      // A formula on its own is shown, not said.
      if (isFormula(text, start, rendered.marks)) continue
      this.sentences.push({ start: span.start + start, end: span.start + end, text, block })
    }
    return { ...span, rendered }
  }
}

function isFormula(text: string, start: number, marks: RenderedInlines['marks']): boolean {
  const inside = marks.filter(
    (mark) => mark.kind === 'formula' && mark.start >= start && mark.end <= start + text.length,
  )
  if (inside.length === 0) return false
  const said = inside.reduceRight(
    (rest, mark) => rest.slice(0, mark.start - start) + rest.slice(mark.end - start),
    text,
  )
  return !/[\p{L}\p{N}]/u.test(said)
}

/** The sections that are open at the current position, the outermost first. */
export class SectionStack {
  readonly #sink: BlockSink
  readonly #open: number[] = []
  /** Sections below this depth are outside the current region and stay open. */
  #floor = 0

  constructor(sink: BlockSink) {
    this.#sink = sink
  }

  /** The innermost open section; if there is none, the section of the text before the first heading, from `start`. */
  current(start: number): number {
    const top = this.#open.at(-1)
    if (top !== undefined) return top
    const index = this.#sink.sections.push({ level: 0, path: [], start, end: start }) - 1
    this.#open.push(index)
    return index
  }

  /** Opens the section of `heading`, and closes those that it ends. */
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

  /** Enters a region that starts at `start`: the open sections surround it. Returns the argument of {@link leave}. */
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
