import { expect, it } from '@jest/globals'
import { SystemClock } from '../../../src/adapters/system/index.js'
import { standaloneGeneration } from '../../../src/app/composition/generation-deps.js'
import { proposeOutlineOf } from '../../../src/app/curriculum/index.js'
import { analyzeDocument } from '../../../src/domain/curriculum/index.js'
import { authorCurriculum, documentsOf } from '../../support/author-curriculum.js'
import { NOTES } from '../../support/corpora.js'
import { generationDeps, NO_SOURCE } from '../../support/generation-deps.js'

it('a proposed outline is made from the same analysis as the curriculum, and has its units', async () => {
  const { deps, close } = standaloneGeneration(new SystemClock())
  const { readDocuments } = generationDeps(documentsOf(NOTES.files))
  const request = { programId: 'program', brief: NOTES.brief, source: NO_SOURCE }
  const { outline } = await proposeOutlineOf(request, { ...deps, readDocuments })
  await close()
  const { documents } = await readDocuments(NO_SOURCE, {})
  // Without the tagger, terms in sentences are not found, and documents that share them fall apart.
  expect(documents.filter((document) => analyzeDocument(document).tagger === undefined)).toEqual([])
  const { units } = await authorCurriculum(NOTES.brief, documentsOf(NOTES.files))
  expect(outline.map(({ title }) => title)).toEqual(units.map(({ title }) => title))
})
