import { readdirSync, readFileSync } from 'node:fs'
import { DEFAULT_DOCUMENT_LIMITS } from '../../src/adapters/documents/document-limits.js'
import { readDocument } from '../../src/adapters/documents/read-document.js'
import {
  type BenchmarkReport,
  type Curriculum,
  type GeneratedCurriculum,
  readProgram,
  type SourcingReport,
} from '../../src/domain/curriculum/index.js'
import { generateFrom } from './author-curriculum.js'

const SAMPLE = 'docs/samples/home-network'

/** The sample of the project as one run makes it, with something to say in each of the reports. */
export async function generateSample(): Promise<GeneratedCurriculum> {
  const brief = readProgram(JSON.parse(readFileSync(`${SAMPLE}/brief.json`, 'utf8')))
  const documents = await Promise.all(
    readdirSync(`${SAMPLE}/documents`)
      .sort()
      .map((name) =>
        readDocument({ name, bytes: readFileSync(`${SAMPLE}/documents/${name}`) }, DEFAULT_DOCUMENT_LIMITS),
      ),
  )
  const generated = await generateFrom(brief, documents)
  return { ...generated, sourcing: sourcingOf(generated), benchmark: benchmarkOf(generated.curriculum) }
}

/** Adds an aim that is not covered, an unused file and an unreadable one. */
function sourcingOf({ sourcing }: GeneratedCurriculum): SourcingReport {
  return {
    text: sourcing.text,
    aims: sourcing.aims.map((aim, index) => (index > 0 ? aim : { ...aim, covered: false, missing: ['devices'] })),
    unused: [{ docId: 'notes.txt', reason: 'too little text (35 words)' }],
    refused: [
      {
        name: 'scan.pdf',
        code: 'UNREADABLE_DOCUMENT',
        reason: 'it holds pictures of pages and no text',
        hint: 'recognise its text first',
      },
    ],
  }
}

function benchmarkOf({ units }: Curriculum): BenchmarkReport {
  const [first, ...others] = units
  return {
    against: { kind: 'reference', title: 'An outline that exists' },
    coverage: 0.5,
    order: 1,
    hours: 0.75,
    rows: [
      { title: 'Beginnings', ...(first === undefined ? {} : { unitId: first.id }), hours: { reference: 4, ours: 3.5 } },
      { title: 'Something else' },
    ],
    added: others.map(({ id }) => id),
  }
}
