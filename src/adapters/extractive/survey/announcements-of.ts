import type { KnowledgeDocument, RegionRole, TextSpan } from '../../../domain/knowledge/index.js'

/** The entries of the regions with a role: of a list its items, of a paragraph its sentences. */
export function announcementsOf(document: KnowledgeDocument, role: RegionRole): readonly TextSpan[] {
  const { blocks, regions, sentences } = document
  return blocks.flatMap((block, index): readonly TextSpan[] => {
    if (block.region === undefined || regions[block.region]?.role !== role) return []
    if (block.kind === 'list') return block.items.filter(({ depth }) => depth === 0)
    return block.kind === 'paragraph' ? sentences.filter((sentence) => sentence.block === index) : []
  })
}
