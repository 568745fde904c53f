import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../../src/adapters/documents/document-limits.js'
import { readDocument } from '../../../../src/adapters/documents/read-document.js'
import type { KnowledgeDocument } from '../../../../src/domain/knowledge/index.js'
import { misquotes } from '../../../support/documents/misquotes.js'
import { type Block, type Structure, structures } from '../../../support/documents/structures/structure.js'
import { writeDocx } from '../../../support/documents/structures/write-docx.js'
import { writeMarkdown } from '../../../support/documents/structures/write-markdown.js'

/** Number of random structures. `DOCUMENT_STRUCTURES=5000` runs the full test. */
const RUNS = Number(process.env.DOCUMENT_STRUCTURES ?? 100)
/** The converter knows this many levels of lists. */
const MAX_DEPTH = 5
const BETWEEN: Block = { kind: 'paragraph', line: [{ kind: 'text', text: 'and then' }] }

/** What paragraphs of a word processor can express: entries contain only lists, and blocks of one kind are apart. */
function expressible(structure: Structure): Structure {
  return structure.flatMap((block, index) => {
    const own: Block = block.kind === 'list' ? plainList(block) : block
    return structure[index - 1]?.kind === block.kind ? [BETWEEN, own] : [own]
  })
}

function plainList(list: Extract<Block, { kind: 'list' }>, depth = 1): Extract<Block, { kind: 'list' }> {
  const entries = list.entries.map(({ line, children }) => ({
    line,
    children: children
      .flatMap((child) => (child.kind === 'list' && depth < MAX_DEPTH ? [plainList(child, depth + 1)] : []))
      .slice(0, 1),
  }))
  return { ...list, entries }
}

/** The document without what differs by format: a DOCX has no language of program text. */
function comparable({ format: _, id: _id, source: _source, title: _title, blocks, ...document }: KnowledgeDocument) {
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
