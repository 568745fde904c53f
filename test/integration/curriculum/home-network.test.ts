import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { FolderDocumentSource } from '../../../src/adapters/documents/folder-document-source.js'
import { ThreadedDocumentReader } from '../../../src/adapters/documents/threaded-document-reader.js'
import { SystemClock } from '../../../src/adapters/system/index.js'
import { generateCurriculum } from '../../../src/app/curriculum/index.js'
import { readDocuments } from '../../../src/app/curriculum/read-documents.js'
import { type GeneratedCurriculum, readProgram } from '../../../src/domain/curriculum/index.js'
import { generationDeps } from '../../support/generation-deps.js'

const SAMPLE = 'docs/samples/home-network'

/** The sample of the project, from its files to a curriculum that was repaired and judged. */
async function make(): Promise<GeneratedCurriculum> {
  const entry = pathToFileURL(resolve('dist/adapters/documents/document-worker.js'))
  const reader = new ThreadedDocumentReader({ clock: new SystemClock(), entry })
  try {
    const source = new FolderDocumentSource({ path: `${SAMPLE}/documents` })
    const brief = readProgram(JSON.parse(readFileSync(`${SAMPLE}/brief.json`, 'utf8')))
    const parts = generationDeps([], { readDocuments: (from, options) => readDocuments(from, reader, options) })
    return await generateCurriculum({ programId: 'home-network', brief, source }, parts)
  } finally {
    await reader.close()
  }
}

describe('the sample on home networks', () => {
  let made: GeneratedCurriculum
  beforeAll(async () => {
    made = await make()
  })

  it('is read completely', () => {
    expect(made.sourcing.refused).toEqual([])
  })

  it('gives a curriculum that passes all hard checks, fails at most three others and is ready enough', () => {
    const { checks, readiness } = made.report
    expect(checks.blocked).toBe(false)
    expect(checks.failed).toBeLessThanOrEqual(3)
    expect(readiness.verdict).not.toBe('not-usable')
  })

  it('covers every aim, and leaves no document unused', () => {
    expect(made.sourcing.aims.filter(({ covered }) => !covered)).toEqual([])
    expect(made.sourcing.unused).toEqual([])
  })

  it('gives the same bytes again', async () => {
    const again = await make()
    expect(JSON.stringify(again)).toBe(JSON.stringify(made))
  })
})
