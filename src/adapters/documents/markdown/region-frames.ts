import type { DraftBlock } from '../../../domain/knowledge/index.js'
import type { RegionMarker } from './region-marker.js'

type Opening = Omit<Extract<RegionMarker, { readonly kind: 'open' }>, 'kind'>

/** Collects blocks into the regions that markers open and close. What is never closed ends with its container. */
export class RegionFrames {
  readonly #frames: { readonly opening: Opening; blocks: DraftBlock[] }[] = [{ opening: {}, blocks: [] }]

  push(...blocks: readonly DraftBlock[]): void {
    this.#frames.at(-1)?.blocks.push(...blocks)
  }

  open(opening: Opening): void {
    this.#frames.push({ opening, blocks: [] })
  }

  /** Ends the innermost region; harmless where none is open. */
  close(): void {
    if (this.#frames.length < 2) return
    const frame = this.#frames.pop()
    if (frame === undefined) return
    const { role, title } = frame.opening
    // A block whose name says nothing to us is only what is in it.
    if (role === undefined) this.push(...frame.blocks)
    else this.push({ kind: 'region', role, children: frame.blocks, ...(title === undefined ? {} : { title }) })
  }

  /** Takes the last blocks out again, for those that turn out to be a region. */
  drop(count: number): void {
    this.#frames.at(-1)?.blocks.splice(-count, count)
  }

  blocks(): readonly DraftBlock[] {
    while (this.#frames.length > 1) this.close()
    return this.#frames[0]?.blocks ?? []
  }
}
