import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { FolderDocumentSource } from '../../../src/adapters/documents/folder/folder-document-source.js'
import { ThreadedDocumentReader } from '../../../src/adapters/documents/threaded-document-reader.js'
import { SystemClock } from '../../../src/adapters/system/index.js'
import { readDocuments } from '../../../src/app/knowledge/read-documents.js'
import {
  assessQuality,
  type Curriculum,
  type QualityReport,
  readProgram,
  repairCurriculum,
} from '../../../src/domain/curriculum/index.js'
import { authorCurriculum, sourcesOf } from './author-curriculum.js'

const SAMPLE = 'docs/samples/home-network'

/** The sample of the project, from its files to a curriculum that was repaired and judged. */
async function make(): Promise<{ curriculum: Curriculum; report: QualityReport; refused: number }> {
  const entry = pathToFileURL(resolve('dist/adapters/documents/document-worker.js'))
  const reader = new ThreadedDocumentReader({ clock: new SystemClock(), entry })
  try {
    const source = new FolderDocumentSource({ path: `${SAMPLE}/documents` })
    const { documents, refused } = await readDocuments(source, reader)
    const brief = readProgram(JSON.parse(readFileSync(`${SAMPLE}/brief.json`, 'utf8')))
    const sources = sourcesOf(documents)
    const { curriculum } = repairCurriculum(await authorCurriculum(brief, documents), sources)
    return { curriculum, report: assessQuality(curriculum, sources), refused: refused.length }
  } finally {
    await reader.close()
  }
}

describe('the sample on home networks', () => {
  let made: Awaited<ReturnType<typeof make>>
  beforeAll(async () => {
    made = await make()
  }, 60_000)

  it('is read without a refusal', () => {
    expect(made.refused).toBe(0)
  })

  it('becomes a curriculum that keeps every hard rule, and fails at most three of the others', () => {
    const failed = made.report.rules.filter(({ status }) => status === 'fail')
    expect(failed.filter(({ hard }) => hard).map(({ id }) => id)).toEqual([])
    expect(failed.length).toBeLessThanOrEqual(3)
    expect(made.report.shortfalls).toEqual([])
  })

  it('comes out the same to the byte when it is made again', async () => {
    const again = await make()
    expect(JSON.stringify(again.curriculum)).toBe(JSON.stringify(made.curriculum))
  }, 60_000)
})
