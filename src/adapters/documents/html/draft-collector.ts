import type { DraftBlock, DraftInline } from '../../../domain/knowledge/index.js'

/** Collects blocks; text that stands between blocks becomes paragraphs. */
export class DraftCollector {
  readonly #blocks: DraftBlock[] = []
  #run: DraftInline[] = []

  inline(inline: DraftInline): void {
    this.#run.push(inline)
  }

  block(block: DraftBlock): void {
    this.flush()
    this.#blocks.push(block)
  }

  /** Ends the paragraph that is being collected. */
  flush(): void {
    if (this.#run.some(({ text }) => text.trim() !== '')) this.#blocks.push({ kind: 'paragraph', inlines: this.#run })
    this.#run = []
  }

  blocks(): readonly DraftBlock[] {
    this.flush()
    return this.#blocks
  }
}

/** `blocks` as one run of text where no block can stand, in a table cell; the rest of its structure is lost. */
export function flatten(blocks: readonly DraftBlock[]): readonly DraftInline[] {
  return blocks.flatMap((block): readonly DraftInline[] => {
    if (block.kind === 'heading' || block.kind === 'paragraph') return [...block.inlines, { text: ' ' }]
    if (block.kind === 'code') return [{ text: block.text, marks: ['code'] }, { text: ' ' }]
    if (block.kind === 'region') return flatten(block.children)
    if (block.kind === 'list') {
      return block.items.flatMap(({ inlines, children }) => [...inlines, { text: ' ' }, ...flatten(children)])
    }
    if (block.kind === 'definitions') {
      return block.entries.flatMap(({ term, definition }) => [...term, { text: ' ' }, ...definition, { text: ' ' }])
    }
    if (block.kind === 'table') {
      return [block.header, ...block.rows].flat().flatMap((cell) => [...cell, { text: ' ' }])
    }
    return []
  })
}

/** Splits the blocks of a list entry into its own line and what is nested in it. */
export function asItem(blocks: readonly DraftBlock[]): {
  readonly inlines: readonly DraftInline[]
  readonly children: readonly DraftBlock[]
} {
  const [first, ...children] = blocks
  return first?.kind === 'paragraph' ? { inlines: first.inlines, children } : { inlines: [], children: blocks }
}
