import type { TextSpan } from '../text-span.js'
import type { BlockSink } from './block-sink.js'

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
