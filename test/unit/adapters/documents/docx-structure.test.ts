import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../../src/adapters/documents/document-limits.js'
import { readDocument } from '../../../../src/adapters/documents/read-document.js'
import type { KnowledgeDocument } from '../../../../src/domain/knowledge/index.js'
import { misquotes } from '../../../support/documents/misquotes.js'
import { type Block, structures } from '../../../support/documents/structures/structure.js'
import { writeDocx } from '../../../support/documents/structures/write-docx.js'
import { writeMarkdown } from '../../../support/documents/structures/write-markdown.js'

/** Number of random structures. `DOCUMENT_STRUCTURES=5000` runs the full test. */
const RUNS = Number(process.env.DOCUMENT_STRUCTURES ?? 100)
const BETWEEN: Block = { kind: 'paragraph', line: [{ kind: 'text', text: 'and then' }] }

/** Two lists with dots, or two programs, that follow each other look like one. */
function expressible(blocks: readonly Block[]): readonly Block[] {
  return blocks.flatMap((block, index) => {
    const own: Block = block.kind === 'list' ? expressibleList(block) : block
    const before = blocks[index - 1]
    const isSame = before?.kind === block.kind && (block.kind === 'code' || (block.kind === 'list' && !block.ordered))
    return isSame ? [BETWEEN, own] : [own]
  })
}

function expressibleList(list: Extract<Block, { kind: 'list' }>): Extract<Block, { kind: 'list' }> {
  return { ...list, entries: list.entries.map(({ line, children }) => ({ line, children: expressible(children) })) }
}

/** The document without what differs by format: a DOCX has no language of program text, and no links between files. */
function comparable(read: KnowledgeDocument) {
  const { format: _, id: _id, source: _source, title: _title, links: _links, blocks, ...document } = read
  return {
    ...document,
    blocks: blocks.map((block) => {
      const { language: _language, ...rest } = { language: undefined, ...block }
      return rest
    }),
  }
}

it(
  `reads ${RUNS} random structures as the same document in DOCX and Markdown`,
  async () => {
    await fc.assert(
      fc.asyncProperty(structures.map(expressible), async (structure) => {
        const read = (name: string, bytes: Buffer) => readDocument({ name, bytes }, DEFAULT_DOCUMENT_LIMITS)
        const expected = await read('loaf.md', Buffer.from(writeMarkdown(structure)))
        const document = await read('loaf.docx', writeDocx(structure))
        expect(misquotes(document)).toEqual([])
        expect(comparable(document)).toEqual(comparable(expected))
      }),
      { numRuns: RUNS },
    )
  },
  120_000 + RUNS * 500,
)
