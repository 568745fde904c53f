import { readdirSync, readFileSync } from 'node:fs'
import { DEFAULT_DOCUMENT_LIMITS } from '../../src/adapters/documents/document-limits.js'
import { readDocument } from '../../src/adapters/documents/read-document.js'
import {
  assessQuality,
  type BenchmarkReport,
  type Curriculum,
  type GeneratedCurriculum,
  readProgram,
  repairCurriculum,
  type SourcingReport,
} from '../../src/domain/curriculum/index.js'
import { authorCurriculum, sourcesOf } from '../integration/curriculum/author-curriculum.js'

const SAMPLE = 'docs/samples/home-network'

/** All that the generator makes of a folder with `brief.json` and `documents`, by the offline author. */
export async function generatedFrom(folder: string): Promise<GeneratedCurriculum> {
  const brief = readProgram(JSON.parse(readFileSync(`${folder}/brief.json`, 'utf8')))
  const names = readdirSync(`${folder}/documents`).sort()
  const documents = await Promise.all(
    names.map((name) =>
      readDocument({ name, bytes: readFileSync(`${folder}/documents/${name}`) }, DEFAULT_DOCUMENT_LIMITS),
    ),
  )
  const sources = sourcesOf(documents)
  const { curriculum, changes } = repairCurriculum(await authorCurriculum(brief, documents), sources)
  return {
    curriculum,
    documents: sources,
    quality: assessQuality(curriculum, sources),
    sourcing: sourcingOf(curriculum),
    benchmark: benchmarkOf(curriculum),
    repairs: changes,
  }
}

let sample: Promise<GeneratedCurriculum> | undefined

/** The sample of the project on home networks, as the offline author writes it. Made once. */
export function generatedSample(): Promise<GeneratedCurriculum> {
  sample ??= generatedFrom(SAMPLE)
  return sample
}

// What the pipeline finds out by a search is set by hand here: exports only show it.
function sourcingOf({ program, units }: Curriculum): SourcingReport {
  const [first] = units.flatMap(({ lessons }) => lessons.flatMap(({ readings }) => readings))
  return {
    aims: program.aims.map((aim, index) => ({
      aim,
      covered: index > 0,
      missing: index > 0 ? [] : ['devices'],
      passages: first === undefined ? [] : [{ docId: first.docId, section: first.section ?? 'Introduction' }],
    })),
    unused: [{ docId: 'leaflet.md', reason: 'too little text (35 words)' }],
    refused: [
      {
        name: 'plan.xlsx',
        code: 'UNSUPPORTED_DOCUMENT',
        reason: 'it is a workbook',
        hint: 'save it as CSV text, PDF or DOCX',
      },
    ],
  }
}

function benchmarkOf({ units }: Curriculum): BenchmarkReport {
  const [first, second] = units
  return {
    against: { kind: 'reference', title: 'Outline of an evening course' },
    coverage: 2 / 3,
    order: 1,
    hours: 0.75,
    rows: [
      { title: 'Devices', ...(first && { unitId: first.id, hours: { reference: 4, ours: first.minutes / 60 } }) },
      { title: 'Addresses', ...(second && { unitId: second.id }) },
      { title: 'Law' },
    ],
    added: units.slice(2).map(({ id }) => id),
  }
}
