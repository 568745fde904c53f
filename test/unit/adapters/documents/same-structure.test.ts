import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../../src/adapters/documents/document-limits.js'
import { readDocument } from '../../../../src/adapters/documents/read-document.js'
import type { KnowledgeDocument } from '../../../../src/domain/knowledge/index.js'
import { misquotes } from '../../../support/documents/misquotes.js'
import { structures } from '../../../support/documents/structures/structure.js'
import { STRUCTURE_WRITERS } from '../../../support/documents/structures/structure-writers.js'

/** Number of random structures. `DOCUMENT_STRUCTURES=5000` runs the full test. */
const RUNS = Number(process.env.DOCUMENT_STRUCTURES ?? 150)

/** The document without what differs by format. Links between files are read from the source of some formats only. */
function comparable({ format: _, links: _links, ...document }: KnowledgeDocument): object {
  return document
}

it(
  `reads ${RUNS} random structures as the same document in each format`,
  async () => {
    const writers = Object.entries(STRUCTURE_WRITERS)
    expect(writers.length).toBeGreaterThan(1)
    await fc.assert(
      fc.asyncProperty(structures, async (structure) => {
        const documents: KnowledgeDocument[] = []
        for (const [format, write] of writers) {
          const bytes = write(structure)
          const document = await readDocument(
            { name: format === 'markdown' ? 'loaf.md' : 'loaf', bytes },
            DEFAULT_DOCUMENT_LIMITS,
          )
          expect(document.format).toBe(format)
          expect(misquotes(document)).toEqual([])
          documents.push({ ...document, id: 'loaf', source: 'loaf' })
        }
        const [first, ...others] = documents.map(comparable)
        for (const other of others) expect(other).toEqual(first)
      }),
      { numRuns: RUNS },
    )
  },
  120_000 + RUNS * 500,
)
