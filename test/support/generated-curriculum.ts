import { readdirSync, readFileSync } from 'node:fs'
import { DEFAULT_DOCUMENT_LIMITS } from '../../src/adapters/documents/document-limits.js'
import { readDocument } from '../../src/adapters/documents/read-document.js'
import {
  type AimCoverage,
  assessQuality,
  type GeneratedCurriculum,
  normaliseText,
  type Program,
  readProgram,
  repairCurriculum,
  type SourceDocument,
} from '../../src/domain/curriculum/index.js'
import type { KnowledgeDocument } from '../../src/domain/knowledge/index.js'
import { authorCurriculum, sourcesOf } from '../integration/curriculum/author-curriculum.js'

const SAMPLE = 'docs/samples/home-network'

/** What the offline author makes of the sample on home networks. */
export function generatedSample(): Promise<GeneratedCurriculum> {
  const brief = readProgram(JSON.parse(readFileSync(`${SAMPLE}/brief.json`, 'utf8')))
  return generatedFrom(brief, `${SAMPLE}/documents`)
}

/** What the offline author makes of a folder of documents. */
async function generatedFrom(brief: Program, folder: string): Promise<GeneratedCurriculum> {
  const documents: KnowledgeDocument[] = []
  for (const name of readdirSync(folder).sort()) {
    documents.push(await readDocument({ name, bytes: readFileSync(`${folder}/${name}`) }, DEFAULT_DOCUMENT_LIMITS))
  }
  return generatedOf(brief, documents)
}

/** What the offline author makes of documents. */
export async function generatedOf(
  brief: Program,
  documents: readonly KnowledgeDocument[],
): Promise<GeneratedCurriculum> {
  const sources = sourcesOf(documents)
  const { curriculum, changes } = repairCurriculum(await authorCurriculum(brief, documents), sources)
  return {
    curriculum,
    documents: sources,
    quality: assessQuality(curriculum, sources),
    sourcing: { aims: brief.aims.map((aim) => coverageOf(aim, sources)), unused: [], refused: [] },
    repairs: changes,
  }
}

/** Long words of the aim stand for what it is about. */
function coverageOf(aim: string, sources: readonly SourceDocument[]): AimCoverage {
  const words = normaliseText(aim)
    .split(' ')
    .filter((word) => word.length > 4)
  const hits = sources
    .map(({ id, text }) => ({ docId: id, has: words.filter((word) => normaliseText(text).includes(word)) }))
    .sort((a, b) => b.has.length - a.has.length)
  const best = hits.slice(0, 3).filter(({ has }) => has.length > 0)
  const missing = words.filter((word) => !best.some(({ has }) => has.includes(word)))
  return { aim, covered: missing.length === 0, missing, passages: best.map(({ docId }) => ({ docId })) }
}

export { hostileCurriculum } from './hostile-curriculum.js'
